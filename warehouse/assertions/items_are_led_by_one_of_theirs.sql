-- what: what needs verifying, repeats nothing and is not replaced belongs to an item, which is led by one of its own claims and whose leader
--       counts and names them; the articles of one item share a thread
WITH counted AS (
    SELECT
        item,
        count(*) AS claims,
        count(DISTINCT article_id) AS articles,
        string_agg(claim_id, ' ' ORDER BY claim_id) FILTER (claim_id <> item) AS others
    FROM marks
    WHERE item IS NOT NULL
    GROUP BY item
),
shared AS (
    SELECT item, max(articles) AS articles
    FROM (
        SELECT item, thread_id, count(DISTINCT article_id) AS articles
        FROM marks
        JOIN thread_claims USING (claim_id)
        WHERE item IS NOT NULL
        GROUP BY item, thread_id
    )
    GROUP BY item
)
SELECT 'marks' AS table_name, marks.claim_id AS row_key
FROM marks
LEFT JOIN marks AS leader ON leader.claim_id = marks.item
LEFT JOIN counted ON counted.item = marks.claim_id
LEFT JOIN shared ON shared.item = marks.claim_id
WHERE (marks.item IS NOT NULL) <> (marks.needs_verification AND marks.repeats IS NULL AND marks.replaced_by IS NULL)
    OR (marks.item IS NOT NULL AND leader.item IS DISTINCT FROM marks.item)
    OR marks.item_claims IS DISTINCT FROM counted.claims
    OR marks.item_others IS DISTINCT FROM counted.others
    OR (counted.articles > 1 AND shared.articles IS DISTINCT FROM counted.articles)
