-- what: every claim with the names of its flags, their weight, and whether it needs verification outside the article
SELECT claim_id, flags, weight, always, needs_verification
FROM marks
