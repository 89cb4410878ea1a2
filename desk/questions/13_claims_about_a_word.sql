-- group: Figures
-- asks: What is claimed about a word or a phrase?
-- gives: one row a claim whose words hold it, newest first; write another word between the quotes
SELECT claim_id, kind, quote, claimant, title, published_at
FROM claims_about('ferry')
