-- group: What we found
-- asks: What have we found, and on what does it rest?
-- gives: one row a resolved claim, the latest first: its verdict, who gave it, and the evidence
SELECT claim_id, quote, claimant, verdict, reviewer, reviewed_at, evidence_url
FROM claim_status
JOIN claims USING (claim_id)
WHERE status = 'resolved' AND review_id IS NOT NULL
ORDER BY reviewed_at DESC
