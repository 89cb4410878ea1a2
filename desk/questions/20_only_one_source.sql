-- group: Where it comes from
-- asks: Which flagged claims does only one source tell?
-- gives: one row a claim, the most pressing first: its agency, and on how many pages it stands all the same
SELECT claim_id, quote, claimant, agency, pages, articles
FROM single_origin_claims
ORDER BY priority DESC
LIMIT 100
