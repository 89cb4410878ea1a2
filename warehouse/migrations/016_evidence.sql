-- Every claim has a question ready for whoever keeps the facts, and says what kind of authority that would be.
ALTER TABLE claims ADD COLUMN question VARCHAR;
COMMENT ON COLUMN claims.question IS 'what to ask of it outside the article; null where it was read before questions were';
ALTER TABLE claims ADD COLUMN authority VARCHAR;
COMMENT ON COLUMN claims.authority IS 'what kind of authority would settle it';
ALTER TABLE claims ADD COLUMN settled_by VARCHAR;
COMMENT ON COLUMN claims.settled_by IS 'which authority that would be, for people';

-- What went out to outside sources, from which budgets and health are counted, and what evidence says in a sentence.
CREATE TABLE asks (
    ask_id VARCHAR NOT NULL,
    question_key VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    query VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seconds DOUBLE NOT NULL,
    outcome VARCHAR NOT NULL,
    http_status BIGINT,
    tries BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    body_sha256 VARCHAR,
    not_before_at TIMESTAMP WITH TIME ZONE,
    note VARCHAR,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (ask_id)
);
COMMENT ON TABLE asks IS 'One question that went out to an outside source. Rows are only ever added.';
COMMENT ON COLUMN asks.ask_id IS 'hash of source, question and moment';
COMMENT ON COLUMN asks.question_key IS 'hash of source and question: the same question has the same';
COMMENT ON COLUMN asks.source IS 'the source that was asked';
COMMENT ON COLUMN asks.query IS 'what stood behind the source''s address; no key stands in it';
COMMENT ON COLUMN asks.about IS 'the question in words';
COMMENT ON COLUMN asks.asked_at IS 'when it went out';
COMMENT ON COLUMN asks.seconds IS 'how long the answer took';
COMMENT ON COLUMN asks.outcome IS 'answered; unread: it could not be read; refused: the source wants to be left alone; failed: no answer came';
COMMENT ON COLUMN asks.http_status IS 'the status of the answer; null where there was none';
COMMENT ON COLUMN asks.tries IS 'how often it was tried';
COMMENT ON COLUMN asks.bytes IS 'bytes of the body, unpacked';
COMMENT ON COLUMN asks.body_sha256 IS 'SHA-256 of the body, which is kept';
COMMENT ON COLUMN asks.not_before_at IS 'when the source wants to be asked again';
COMMENT ON COLUMN asks.note IS 'what went wrong';
COMMENT ON COLUMN asks.run_id IS 'the run that wrote the row -> runs.run_id';

ALTER TABLE evidence ADD COLUMN says VARCHAR;
ALTER TABLE evidence ADD COLUMN as_of DATE;
ALTER TABLE evidence ADD COLUMN apart DOUBLE;
ALTER TABLE evidence ADD COLUMN series JSON;
ALTER TABLE evidence ADD COLUMN ask_id VARCHAR;
ALTER TABLE evidence ADD COLUMN stale_at TIMESTAMP WITH TIME ZONE;
COMMENT ON TABLE evidence IS 'What one outside source said of one claim; a newer answer stands beside the older one.';
COMMENT ON COLUMN evidence.evidence_id IS 'hash of claim, source, link, outcome and body';
COMMENT ON COLUMN evidence.outcome IS 'what its answer means for the claim; never a verdict';
COMMENT ON COLUMN evidence.says IS 'what it means for the claim, in a sentence that a person can check';
COMMENT ON COLUMN evidence.as_of IS 'the last day that the value is of, or the day of the fact-check';
COMMENT ON COLUMN evidence.apart IS 'how far the value lies off what the claim says, as a share of it';
COMMENT ON COLUMN evidence.series IS 'JSON: the source''s values over time, as [day, value]; null for none';
COMMENT ON COLUMN evidence.ask_id IS 'the question that it answers; null where none went out -> asks.ask_id';
COMMENT ON COLUMN evidence.stale_at IS 'from when on the source is to be asked again, by its own rhythm';
COMMENT ON COLUMN evidence.retrieved_at IS 'when the source last answered so';
