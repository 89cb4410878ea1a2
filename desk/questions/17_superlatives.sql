-- group: Figures
-- asks: What is said to be the first, the largest or the best?
-- gives: one row a ranking: the words, what is ranked, and who says so
SELECT claim_id, quote, statement, claimant, title
FROM current_claims
WHERE kind = 'ranking'
ORDER BY checkworthiness DESC NULLS LAST
