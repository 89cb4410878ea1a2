-- what: one page of the queue: its few items, chosen by the narrow columns of marks alone
WITH chosen AS (
    SELECT mark_row
    FROM (SELECT *, rowid AS mark_row FROM marks) AS marks
    WHERE /*where*/
    ORDER BY /*order*/
    LIMIT $rows OFFSET $skipped
)
SELECT marks.claim_id, marks.item_claims, marks.item_others, marks.priority, marks.published_at, marks.outlet, marks.article_id, marks.flags
FROM chosen
JOIN marks ON marks.rowid = chosen.mark_row
ORDER BY /*order*/
