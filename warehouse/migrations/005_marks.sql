CREATE TABLE marks (
    claim_id VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    always BOOLEAN NOT NULL,
    needs_verification BOOLEAN NOT NULL,
    priority DOUBLE NOT NULL,
    flags VARCHAR[] NOT NULL,
    kind VARCHAR NOT NULL,
    claimant VARCHAR,
    article_id VARCHAR NOT NULL,
    outlet VARCHAR,
    published_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (claim_id)
);
COMMENT ON TABLE marks IS 'What the flags of a claim come to; every claim has one, so that a queue needs to read nothing else.';
COMMENT ON COLUMN marks.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN marks.weight IS 'the sum of its flags'' weights';
COMMENT ON COLUMN marks.always IS 'whether one of its flags suffices alone';
COMMENT ON COLUMN marks.needs_verification IS 'whether it needs verifying outside the article';
COMMENT ON COLUMN marks.priority IS '10 if a flag suffices alone, plus weight, plus check-worthiness';
COMMENT ON COLUMN marks.flags IS 'the names of its flags, the heaviest first';
COMMENT ON COLUMN marks.kind IS 'as in the claim';
COMMENT ON COLUMN marks.claimant IS 'as in the claim';
COMMENT ON COLUMN marks.article_id IS 'as in the claim -> articles.article_id';
COMMENT ON COLUMN marks.outlet IS 'as in the article''s page';
COMMENT ON COLUMN marks.published_at IS 'as in the article';

INSERT INTO marks BY NAME
SELECT
    claims.claim_id,
    coalesce(set_flags.weight, 0) AS weight,
    coalesce(set_flags.always, false) AS always,
    coalesce(set_flags.always OR set_flags.weight >= settings.threshold, false) AS needs_verification,
    CAST(
        CASE WHEN set_flags.always THEN 10 ELSE 0 END + coalesce(set_flags.weight, 0) + coalesce(checkworthiness, 0)
        AS DOUBLE
    ) AS priority,
    coalesce(set_flags.flags, []) AS flags,
    claims.kind,
    claims.claimant,
    claims.article_id,
    pages.outlet,
    articles.published_at
FROM claims
LEFT JOIN articles ON articles.article_id = claims.article_id
LEFT JOIN pages ON pages.page_id = articles.page_id
LEFT JOIN (
    SELECT
        claim_id,
        array_agg(flag ORDER BY flags.weight DESC, flag) AS flags,
        round(sum(flags.weight), 6) AS weight,
        bool_or(flag_rules.always) AS always
    FROM flags
    JOIN flag_rules USING (flag)
    GROUP BY claim_id
) AS set_flags ON set_flags.claim_id = claims.claim_id
LEFT JOIN marking_settings AS settings ON true
ORDER BY claims.rowid;

CREATE INDEX flags_by_claim_id ON flags (claim_id);
