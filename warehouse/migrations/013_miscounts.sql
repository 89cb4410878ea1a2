-- Numbers of one article that contradict one another, and what earlier fact-checks mean, so that they are matched in milliseconds.
CREATE TABLE miscounts (
    miscount_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    expected VARCHAR NOT NULL,
    printed VARCHAR NOT NULL,
    terms JSON NOT NULL,
    claim_ids VARCHAR[] NOT NULL,
    found_with VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (miscount_id)
);
COMMENT ON TABLE miscounts IS 'Numbers of one article that contradict one another; those of readers of before are not told any more.';
COMMENT ON COLUMN miscounts.miscount_id IS 'hash of article, rule, terms and what read it';
COMMENT ON COLUMN miscounts.article_id IS 'the article -> articles.article_id';
COMMENT ON COLUMN miscounts.rule IS 'by which rule';
COMMENT ON COLUMN miscounts.says IS 'what contradicts what, in a sentence for people';
COMMENT ON COLUMN miscounts.expected IS 'what the other numbers make';
COMMENT ON COLUMN miscounts.printed IS 'what is printed';
COMMENT ON COLUMN miscounts.terms IS 'JSON: the numbers that take part, as [{words, start, end, in_title}]';
COMMENT ON COLUMN miscounts.claim_ids IS 'the claims that take part -> claims.claim_id';
COMMENT ON COLUMN miscounts.found_with IS 'what read the article, as in articles.found_with';
COMMENT ON COLUMN miscounts.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE fact_check_vectors (
    fact_check_id VARCHAR NOT NULL,
    meaning TINYINT[] NOT NULL,
    made_with VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (fact_check_id, made_with)
);
COMMENT ON TABLE fact_check_vectors IS 'What an earlier fact-check means, as the encoder reads it: claims are matched with it by likeness.';
COMMENT ON COLUMN fact_check_vectors.fact_check_id IS 'the fact-check -> fact_checks.fact_check_id';
COMMENT ON COLUMN fact_check_vectors.meaning IS 'the claim as its checkers put it, then their headline: 384 numbers each, in 127ths';
COMMENT ON COLUMN fact_check_vectors.made_with IS 'the hash of the encoder that made them; only those of one encoder are compared';
COMMENT ON COLUMN fact_check_vectors.run_id IS 'the run that wrote the row -> runs.run_id';
