-- group: Figures
-- asks: Which percentages are claimed, of what, and by whom?
-- gives: one row a percentage, the highest first
SELECT claim_id, value_high AS percentage, change, measured, quote, claimant
FROM current_claims
WHERE kind = 'percent'
ORDER BY percentage DESC NULLS LAST
