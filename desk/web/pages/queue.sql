-- what: one page of the queue; its few rows are chosen from the narrow table of marks first, and only then joined
WITH chosen AS (
    SELECT
        marks.claim_id, marks.priority, marks.flags, marks.published_at, marks.outlet,
        coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.review_id
    FROM marks
    LEFT JOIN status_now USING (claim_id)
    WHERE /*where*/
    ORDER BY /*order*/
    LIMIT $rows OFFSET $skipped
)
SELECT
    claims.* EXCLUDE (claim_id), articles.title, articles.name AS article_name, chosen.*
FROM chosen
JOIN claims USING (claim_id)
JOIN articles USING (article_id)
ORDER BY /*outer_order*/
