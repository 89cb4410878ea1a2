-- what: the claim next to a place in the queue; the claim at that place may have left the queue since
SELECT marks.claim_id
FROM marks
LEFT JOIN status_now USING (claim_id)
WHERE /*beyond*/ AND /*where*/
ORDER BY /*order*/
LIMIT 1
