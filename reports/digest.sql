-- What the digest counts: all sentences and claims to verify, and behind the rows $articles and $rejects
-- the articles that came in and the inputs refused.
SELECT
    (SELECT count(*) FROM marks WHERE item IS NOT NULL) AS flagged,
    (SELECT count(*) FROM marks WHERE item_claims IS NOT NULL) AS items,
    (SELECT count(DISTINCT page_id) FROM articles WHERE rowid > $articles) AS articles,
    (
        SELECT count(*)
        FROM rejects
        WHERE table_name = 'inputs' AND replayed_at IS NULL AND rowid > $rejects
    ) AS refused
