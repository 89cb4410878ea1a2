-- what: the claim next to a place in the queue; the claim at that place may have left the queue since
WITH here AS (SELECT rowid AS mark_row FROM marks WHERE claim_id = $claim_id)
SELECT marks.claim_id
FROM /*numbered_marks*/ AS marks
WHERE /*beyond*/ AND /*where*/
ORDER BY /*order*/
LIMIT 1
