-- what: a claim repeats one of another version of its page, or of a page with its text, in the same sentence; that one was
--       read before, has all of its flags and repeats nothing
SELECT 'marks' AS table_name, later.claim_id AS row_key
FROM marks AS later
JOIN claims AS own ON own.claim_id = later.claim_id
JOIN articles AS newer ON newer.article_id = later.article_id
LEFT JOIN marks AS earlier ON earlier.claim_id = later.repeats
LEFT JOIN claims AS first ON first.claim_id = later.repeats
LEFT JOIN articles AS older ON older.article_id = first.article_id
WHERE later.repeats IS NOT NULL
    AND (
        (
            older.page_id IS DISTINCT FROM newer.page_id
            AND NOT EXISTS (
                SELECT 1
                FROM articles AS one
                JOIN articles AS other USING (origin_id)
                WHERE one.page_id = older.page_id AND other.page_id = newer.page_id
            )
        )
        OR older.fetched_at > newer.fetched_at
        OR first.sentence <> own.sentence
        OR first.quote <> own.quote
        OR earlier.repeats IS NOT NULL
        OR NOT list_has_all(earlier.flags, later.flags)
    )
