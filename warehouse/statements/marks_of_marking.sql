-- what: the marks of the claims in `marking`, out of their flags in `marking_flags` and the rules as they stand
INSERT INTO marks BY NAME
SELECT
    marking.claim_id,
    coalesce(set_flags.weight, 0) AS weight,
    coalesce(set_flags.always, false) AS always,
    coalesce(set_flags.always OR set_flags.weight >= settings.threshold, false) AS needs_verification,
    -- What the desk always shows comes before the rest; then by weight of the reasons, then by check-worthiness.
    CAST(
        CASE WHEN set_flags.always THEN 10 ELSE 0 END + coalesce(set_flags.weight, 0) + coalesce(checkworthiness, 0)
        AS DOUBLE
    ) AS priority,
    coalesce(set_flags.flags, []) AS flags,
    marking.kind,
    marking.claimant,
    article_id,
    told.outlet,
    told.published_at
FROM marking
LEFT JOIN (
    SELECT article_id, outlet, published_at
    FROM articles
    JOIN pages USING (page_id)
    WHERE article_id IN (SELECT article_id FROM marking)
) AS told USING (article_id)
LEFT JOIN (
    SELECT
        claim_id,
        array_agg(flag ORDER BY marking_flags.weight DESC, flag) AS flags,
        round(sum(marking_flags.weight), 6) AS weight, -- so that 0.3 and 0.7 make 1
        bool_or(flag_rules.always) AS always
    FROM marking_flags
    JOIN flag_rules USING (flag)
    GROUP BY claim_id
) AS set_flags ON set_flags.claim_id = marking.claim_id
LEFT JOIN marking_settings AS settings ON true
