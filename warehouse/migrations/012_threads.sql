-- A claim belongs to one thread at most, and says how its figure differs from the others; what linking needs of each
-- article is kept beside it. Threads had no writer before: what an operator may have put there stays.
CREATE TEMP TABLE threads_before AS FROM thread_claims;
DROP TABLE thread_claims;
CREATE TABLE thread_claims (
    claim_id VARCHAR NOT NULL,
    thread_id VARCHAR NOT NULL,
    score DOUBLE,
    linked_by VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    difference VARCHAR,
    differs_from VARCHAR,
    because VARCHAR,
    PRIMARY KEY (claim_id)
);
CREATE INDEX thread_claims_by_thread_id ON thread_claims (thread_id);
COMMENT ON TABLE thread_claims IS 'Which claims belong to a thread, how surely, and how each differs from the others.';
COMMENT ON COLUMN thread_claims.claim_id IS 'the claim; it belongs to one thread at most -> claims.claim_id';
COMMENT ON COLUMN thread_claims.thread_id IS 'the thread -> threads.thread_id';
COMMENT ON COLUMN thread_claims.score IS 'how sure the link is, 0 to 1';
COMMENT ON COLUMN thread_claims.linked_by IS 'what linked them, with its version, or the person who did';
COMMENT ON COLUMN thread_claims.run_id IS 'the run that wrote the row -> runs.run_id';
COMMENT ON COLUMN thread_claims.difference IS 'how its figure differs from another of the thread; null where it differs from none';
COMMENT ON COLUMN thread_claims.differs_from IS 'the claim that it differs so from -> claims.claim_id';
COMMENT ON COLUMN thread_claims.because IS 'why it belongs to the thread, in words';

INSERT INTO thread_claims BY NAME SELECT DISTINCT ON (claim_id) * FROM threads_before ORDER BY claim_id, thread_id;
DROP TABLE threads_before;

CREATE TABLE traces (
    article_id VARCHAR NOT NULL,
    keys UINTEGER[] NOT NULL,
    claim_ids VARCHAR[] NOT NULL,
    vectors UINTEGER[] NOT NULL,
    linked_by VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (article_id)
);
COMMENT ON TABLE traces IS 'What is kept of each article to find the threads of its claims by, in this run and in all later ones.';
COMMENT ON COLUMN traces.article_id IS 'the article -> articles.article_id';
COMMENT ON COLUMN traces.keys IS 'hashes of its names and figures: articles that share some are compared';
COMMENT ON COLUMN traces.claim_ids IS 'its claims that can be compared';
COMMENT ON COLUMN traces.vectors IS 'how the encoder read them: 32 numbers a claim, four bytes in each; none where it could not';
COMMENT ON COLUMN traces.linked_by IS 'what made it, with its version';
COMMENT ON COLUMN traces.run_id IS 'the run that wrote the row -> runs.run_id';

