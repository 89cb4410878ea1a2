-- group: Figures
-- asks: Where do the parts come from different mouths, or not add up to their whole?
-- gives: one row a whole: its words, whether the parts close it, and the parts with their claimants
SELECT claim_id, quote, claimant, flag, detail->>'outcome' AS outcome, detail->'parts' AS parts
FROM flags
JOIN claims USING (claim_id)
WHERE flag IN ('mixed_claimant_sum', 'sum_mismatch')
