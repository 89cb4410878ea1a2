CREATE TABLE sketches (
    article_id VARCHAR NOT NULL,
    shingles BIGINT NOT NULL,
    minhash UINTEGER[] NOT NULL,
    bands UINTEGER[] NOT NULL,
    sketched_by VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (article_id)
);
COMMENT ON TABLE sketches IS 'A MinHash of an article''s shingles, in bands to look up by; texts of a few words have none.';
COMMENT ON COLUMN sketches.article_id IS 'the article -> articles.article_id';
COMMENT ON COLUMN sketches.shingles IS 'how many different runs of five words the text has';
COMMENT ON COLUMN sketches.minhash IS 'the smallest hash under each permutation';
COMMENT ON COLUMN sketches.bands IS 'hashes of its bands: texts that share one may be copies';
COMMENT ON COLUMN sketches.sketched_by IS 'what made it, with its version; only sketches of one make are compared';
COMMENT ON COLUMN sketches.run_id IS 'the run that wrote the row -> runs.run_id';

CREATE TABLE edits (
    edit_id VARCHAR NOT NULL,
    page_id VARCHAR NOT NULL,
    article_id_before VARCHAR NOT NULL,
    article_id_after VARCHAR NOT NULL,
    claim_id_before VARCHAR,
    claim_id_after VARCHAR,
    changes VARCHAR[] NOT NULL,
    is_silent BOOLEAN NOT NULL,
    is_within BOOLEAN NOT NULL,
    score DOUBLE,
    aligned_by VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    PRIMARY KEY (edit_id)
);
COMMENT ON TABLE edits IS 'A claim that changed between two versions of a page, or stands in one of them only.';
COMMENT ON COLUMN edits.edit_id IS 'hash of both articles and both claims';
COMMENT ON COLUMN edits.page_id IS 'the page -> pages.page_id';
COMMENT ON COLUMN edits.article_id_before IS 'the older version -> articles.article_id';
COMMENT ON COLUMN edits.article_id_after IS 'the newer version -> articles.article_id';
COMMENT ON COLUMN edits.claim_id_before IS 'the claim in the older version; null: it appeared -> claims.claim_id';
COMMENT ON COLUMN edits.claim_id_after IS 'the claim in the newer version; null: it vanished -> claims.claim_id';
COMMENT ON COLUMN edits.changes IS 'what changed: figure, unit, sign, modifier, claimant, attribution, appeared, vanished';
COMMENT ON COLUMN edits.is_silent IS 'whether the newer text bears no notice of correction that the older did not bear';
COMMENT ON COLUMN edits.is_within IS 'whether the sentence around it stayed: else it came or went with its sentence';
COMMENT ON COLUMN edits.score IS 'how alike the two claims are apart from what changed';
COMMENT ON COLUMN edits.aligned_by IS 'what aligned the versions, with its own version';
COMMENT ON COLUMN edits.run_id IS 'the run that wrote the row -> runs.run_id';

ALTER TABLE articles ADD COLUMN agency VARCHAR;
COMMENT ON COLUMN articles.agency IS 'the news agency that it comes from, as it says itself';
