-- what: every whole that a marked claim is or belongs to, with the sum of its parts; one line for each marked member.
--       outcome: closes; over (more than the whole); short (less, though nothing says that only some parts are named);
--       partial (less, and no fault). mixed: whole and parts do not all have the same claimant.
CREATE OR REPLACE TEMP TABLE sums_of_marking AS
WITH members AS (
    SELECT claim_id AS member, claim_id AS whole_id FROM marking
    UNION ALL
    SELECT claim_id AS member, part_of AS whole_id FROM marking WHERE part_of IS NOT NULL
),
wholes AS (
    SELECT DISTINCT whole_id FROM members
),
sums AS (
    SELECT
        whole_id,
        sum(part.value_low) AS sum_low,
        sum(part.value_high) AS sum_high,
        count(*) AS part_count,
        bool_and(part.value_low IS NOT NULL AND part.value_high IS NOT NULL) AS is_bounded,
        bool_or(has_including_word(part.sentence)) AS is_selection,
        bool_and(part.modifier = 'exact') AS is_exact,
        array_agg({claim_id: part.claim_id, quote: part.quote, value: part.value_low, claimant: part.claimant}
            ORDER BY part.start_char) AS parts
    FROM wholes
    JOIN claims AS part ON part.part_of = whole_id
    GROUP BY whole_id
),
judged AS (
    SELECT
        sums.*,
        {claim_id: claims.claim_id, quote: claims.quote, value: claims.value_low, claimant: claims.claimant} AS whole,
        len(list_distinct(list_transform(parts, lambda part: coalesce(part.claimant, ''))
            || [coalesce(claims.claimant, '')])) > 1 AS mixed,
        CASE
            WHEN NOT is_bounded OR claims.value_low IS NULL OR claims.value_high IS NULL THEN 'unknown'
            WHEN sum_low <= claims.value_high AND sum_high >= claims.value_low THEN 'closes'
            WHEN sum_low > claims.value_high THEN 'over'
            WHEN part_count > 1 AND is_exact AND claims.modifier = 'exact' AND NOT is_selection
                AND sum_high >= 0.75 * claims.value_low THEN 'short'
            ELSE 'partial'
        END AS outcome
    FROM sums
    JOIN claims ON claims.claim_id = whole_id
)
SELECT members.member, judged.* EXCLUDE (part_count, is_bounded, is_selection, is_exact)
FROM members
JOIN judged USING (whole_id)
