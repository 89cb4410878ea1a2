CREATE TABLE fact_checks (
    fact_check_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    claim_reviewed VARCHAR NOT NULL,
    claimant VARCHAR,
    claimed_on DATE,
    appearance_url VARCHAR,
    publisher VARCHAR,
    publisher_url VARCHAR,
    rating VARCHAR NOT NULL,
    rating_value DOUBLE,
    rating_worst DOUBLE,
    rating_best DOUBLE,
    verdict VARCHAR,
    reviewed_on DATE,
    title VARCHAR,
    note VARCHAR,
    evidence_url VARCHAR,
    language VARCHAR,
    found_in VARCHAR NOT NULL,
    faults VARCHAR[] NOT NULL,
    record JSON NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (fact_check_id)
);
COMMENT ON TABLE fact_checks IS 'One fact-check that somebody else has published (ClaimReview), whole, with what of it can be compared.';
COMMENT ON COLUMN fact_checks.fact_check_id IS 'hash of the ClaimReview as it was published';
COMMENT ON COLUMN fact_checks.url IS 'the page of the fact-check';
COMMENT ON COLUMN fact_checks.claim_reviewed IS 'the claim, as the checkers put it';
COMMENT ON COLUMN fact_checks.claimant IS 'who made the claim, as they say';
COMMENT ON COLUMN fact_checks.claimed_on IS 'the day on which the claim was made';
COMMENT ON COLUMN fact_checks.appearance_url IS 'where the claim was seen, the first place if several';
COMMENT ON COLUMN fact_checks.publisher IS 'who checked it';
COMMENT ON COLUMN fact_checks.publisher_url IS 'the checkers'' own address';
COMMENT ON COLUMN fact_checks.rating IS 'what they found, in their words';
COMMENT ON COLUMN fact_checks.rating_value IS 'what they found, as a number of their scale';
COMMENT ON COLUMN fact_checks.rating_worst IS 'the end of their scale that means false';
COMMENT ON COLUMN fact_checks.rating_best IS 'the end of their scale that means true';
COMMENT ON COLUMN fact_checks.verdict IS 'what they found, as one of our verdicts; null when their words and numbers tell none';
COMMENT ON COLUMN fact_checks.reviewed_on IS 'the day on which the fact-check was published';
COMMENT ON COLUMN fact_checks.title IS 'the headline of the fact-check';
COMMENT ON COLUMN fact_checks.note IS 'what the checkers say of it, as far as the ClaimReview holds it';
COMMENT ON COLUMN fact_checks.evidence_url IS 'what the verdict rests on, the first source if several';
COMMENT ON COLUMN fact_checks.language IS 'the language''s code, such as en';
COMMENT ON COLUMN fact_checks.found_in IS 'the file or address that it was read from first';
COMMENT ON COLUMN fact_checks.faults IS 'the rules of ClaimReview that it breaks, as `code: words`';
COMMENT ON COLUMN fact_checks.record IS 'JSON: the ClaimReview itself, whole';
COMMENT ON COLUMN fact_checks.first_seen_at IS 'when it was first read';
COMMENT ON COLUMN fact_checks.last_seen_at IS 'when it was last read';
COMMENT ON COLUMN fact_checks.run_id IS 'the run that wrote the row -> runs.run_id';

ALTER TABLE reviews ADD COLUMN undoes VARCHAR;
COMMENT ON COLUMN reviews.undoes IS 'the earlier review that this one takes back -> reviews.review_id';
