-- what: lets the marks follow who is who: what people joined and split, and claims that were linked since they were marked
UPDATE marks
SET claimant_id = told.claimant_id
FROM told_claimants AS told
WHERE told.claim_id = marks.claim_id AND marks.claimant_id IS DISTINCT FROM told.claimant_id
