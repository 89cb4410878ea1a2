-- what: the claims whose ids begin with some digits
SELECT claim_id FROM claims WHERE starts_with(claim_id, $digits) ORDER BY claim_id LIMIT 2
