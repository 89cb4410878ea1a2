-- what: one page of the queue; its few rows are chosen by the narrow columns of marks alone, and only then joined
WITH chosen AS (
    SELECT mark_row
    FROM /*numbered_marks*/ AS marks
    WHERE /*where*/
    ORDER BY /*order*/
    LIMIT $rows OFFSET $skipped
)
SELECT
    claims.* EXCLUDE (claim_id), articles.title, articles.name AS article_name,
    marks.claim_id, marks.priority, marks.flags, marks.published_at, marks.outlet,
    coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.review_id
FROM chosen
JOIN marks ON marks.rowid = chosen.mark_row
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
LEFT JOIN status_now ON status_now.claim_id = marks.claim_id
ORDER BY /*outer_order*/, chosen.mark_row
