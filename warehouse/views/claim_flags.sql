-- what: every claim with the names of its flags, their weight, and whether it needs verification outside the article
SELECT
    claims.claim_id,
    coalesce(set_flags.flags, []) AS flags,
    coalesce(set_flags.weight, 0) AS weight,
    coalesce(set_flags.always, false) AS always,
    coalesce(set_flags.always OR set_flags.weight >= settings.threshold, false) AS needs_verification
FROM claims
LEFT JOIN (
    SELECT
        claim_id,
        array_agg(flag ORDER BY flags.weight DESC, flag) AS flags,
        round(sum(flags.weight), 6) AS weight, -- so that 0.3 and 0.7 make 1
        bool_or(flag_rules.always) AS always
    FROM flags
    JOIN flag_rules USING (flag)
    GROUP BY claim_id
) AS set_flags USING (claim_id)
LEFT JOIN marking_settings AS settings ON true
