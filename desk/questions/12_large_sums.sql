-- group: Figures
-- asks: Which sums of money are above a million?
-- gives: one row a sum, the largest first, each in its own currency; write another number between the brackets
SELECT claim_id, value, unit, quote, measured, claimant
FROM money_over(1e6)
