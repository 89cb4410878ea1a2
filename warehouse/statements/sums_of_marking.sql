-- what: every whole that a marked claim is or belongs to and that its parts close, with their sum; one line for each marked
--       member. mixed: whole and parts do not all have the same claimant. Sums that do not close are in miscounts.
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
        bool_and(part.value_low IS NOT NULL AND part.value_high IS NOT NULL) AS is_bounded,
        array_agg({claim_id: part.claim_id, quote: part.quote, value: part.value_low, claimant: part.claimant}
            ORDER BY part.start_char) AS parts
    FROM wholes
    JOIN claims AS part ON part.part_of = whole_id
    GROUP BY whole_id
)
SELECT
    members.member,
    sums.* EXCLUDE (is_bounded),
    {claim_id: claims.claim_id, quote: claims.quote, value: claims.value_low, claimant: claims.claimant} AS whole,
    len(list_distinct(list_transform(parts, lambda part: coalesce(part.claimant, ''))
        || [coalesce(claims.claimant, '')])) > 1 AS mixed
FROM members
JOIN sums USING (whole_id)
JOIN claims ON claims.claim_id = whole_id
WHERE is_bounded AND sum_low <= claims.value_high AND sum_high >= claims.value_low
