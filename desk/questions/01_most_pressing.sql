-- group: What needs verifying
-- asks: What should we check first?
-- gives: one row a claim, the most pressing first: its words, who claims it, why it is flagged, what would settle it
SELECT claim_id, quote, claimant, article_name, reasons[1].why AS why, reasons[1].clears AS clears
FROM flagged_claims
WHERE repeats IS NULL AND replaced_by IS NULL
ORDER BY priority DESC
LIMIT 20
