-- what: every claim has a mark, which says what its flags, the rules of today, the claim, its article and its page come to
-- shares: claims
WITH share AS (FROM claims WHERE rowid BETWEEN getvariable('first_row') AND getvariable('last_row')),
told AS (
    SELECT
        claims.claim_id,
        coalesce(set_flags.flags, []) AS flags,
        coalesce(set_flags.details, []) AS details,
        coalesce(set_flags.weight, 0) AS weight,
        coalesce(set_flags.always, false) AS always,
        stakes_of(stakes, checkworthiness) + least(coalesce(set_flags.weight, 0), 99) / 100000 AS priority,
        coalesce(set_flags.always OR (len(set_flags.flags) > 0 AND priority >= threshold), false) AS needs_verification,
        claims.kind,
        claims.claimant,
        claims.article_id,
        pages.outlet,
        articles.published_at
    FROM share AS claims
    LEFT JOIN articles USING (article_id)
    LEFT JOIN pages USING (page_id)
    LEFT JOIN (
        SELECT
            claim_id,
            list_sort(array_agg({
                lightness: -flags.weight, flag: flag, detail: coalesce(CAST(detail AS VARCHAR), '')
            })) AS sorted,
            list_transform(sorted, lambda each: each.flag) AS flags,
            list_transform(sorted, lambda each: each.detail) AS details,
            round(sum(flags.weight), 6) AS weight,
            bool_or(flag_rules.always) AS always
        FROM flags
        JOIN flag_rules USING (flag)
        WHERE claim_id IN (SELECT claim_id FROM share)
        GROUP BY claim_id
    ) AS set_flags USING (claim_id)
    LEFT JOIN marking_settings ON true
)
SELECT 'marks' AS table_name, claim_id AS row_key
FROM told
LEFT JOIN marks USING (claim_id)
WHERE marks.article_id IS NULL
    OR marks.flags <> told.flags
    OR marks.details IS DISTINCT FROM told.details
    OR marks.weight <> told.weight
    OR marks.always <> told.always
    OR marks.needs_verification <> told.needs_verification
    OR abs(marks.priority - told.priority) > 1e-9
    OR marks.kind <> told.kind
    OR marks.article_id <> told.article_id
    OR marks.claimant IS DISTINCT FROM told.claimant
    OR marks.outlet IS DISTINCT FROM told.outlet
    OR marks.published_at IS DISTINCT FROM told.published_at
