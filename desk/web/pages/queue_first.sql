-- what: the first items of the queue, with the row of each
SELECT mark_row, claim_id
FROM (SELECT *, rowid AS mark_row FROM marks) AS marks
WHERE /*where*/
ORDER BY /*order*/
LIMIT $rows
