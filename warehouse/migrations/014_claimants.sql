-- A fact-check of several claims has a row for each, and says why it rates them so.
ALTER TABLE fact_checks ADD COLUMN explanation VARCHAR;
COMMENT ON TABLE fact_checks IS 'One claim of a fact-check that somebody else has published (ClaimReview), whole, with what of it can be compared.';
COMMENT ON COLUMN fact_checks.fact_check_id IS 'hash of the ClaimReview as it was published, and of which of its claims where it is of several';
COMMENT ON COLUMN fact_checks.claimant IS 'who made the claim, as they say, all of them if several';
COMMENT ON COLUMN fact_checks.publisher IS 'who checked it: the organisation, where one is named';
COMMENT ON COLUMN fact_checks.explanation IS 'why they rate it so, as far as the rating says (ratingExplanation)';
