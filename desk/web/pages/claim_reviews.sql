-- what: every review of a claim, oldest first
SELECT * FROM all_reviews WHERE claim_id = $claim_id ORDER BY reviewed_at, review_id
