-- what: the item next to a place in the queue; the item at that place may have left the queue since
WITH here AS (SELECT rowid AS mark_row FROM marks WHERE claim_id = $claim_id)
SELECT marks.claim_id
FROM (SELECT *, rowid AS mark_row FROM marks) AS marks
WHERE /*beyond*/ AND /*where*/
ORDER BY /*order*/
LIMIT 1
