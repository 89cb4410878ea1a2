-- group: What needs verifying
-- asks: Which counts of dead, injured or missing people do we have?
-- gives: one row a claim on casualties: the words, who gives the number, and in which article
SELECT claim_id, quote, measured, claimant, title, published_at
FROM flagged_claims
WHERE list_contains(list_transform(reasons, lambda reason: reason.flag), 'casualties') AND repeats IS NULL AND replaced_by IS NULL
ORDER BY value_low DESC NULLS LAST
