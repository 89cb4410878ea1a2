-- what: what needs verifying, repeats nothing and is not replaced belongs to an item of its article, which is led by one of its own claims and
--       whose leader counts them
SELECT 'marks' AS table_name, marks.claim_id AS row_key
FROM marks
LEFT JOIN marks AS leader ON leader.claim_id = marks.item
LEFT JOIN (SELECT item, count(*) AS claims FROM marks GROUP BY item) AS counted ON counted.item = marks.claim_id
WHERE (marks.item IS NOT NULL) <> (marks.needs_verification AND marks.repeats IS NULL AND marks.replaced_by IS NULL)
    OR (marks.item IS NOT NULL AND (leader.item IS DISTINCT FROM marks.item OR leader.article_id <> marks.article_id))
    OR marks.item_claims IS DISTINCT FROM counted.claims
