-- what: the other claims of the sentence, the parts and the whole of a figure, and where the article says the same again
-- only if: has_beside
-- Which they are is told by a few columns; only these few claims are then looked up whole.
WITH told AS MATERIALIZED (
    SELECT claim_id, sentence_start, part_of, kind, measured, unit, value_low, value_high
    FROM claims
    WHERE article_id = $article_id
),
beside AS MATERIALIZED (
    SELECT
        claim_id,
        CASE
            WHEN claim_id = $part_of THEN 'the whole'
            WHEN part_of = $claim_id THEN 'a part'
            WHEN part_of = $part_of THEN 'another part'
            WHEN sentence_start = $sentence_start THEN 'the same sentence'
            ELSE 'the same, said again'
        END AS relation
    FROM told
    WHERE claim_id <> $claim_id
        AND (
            sentence_start = $sentence_start OR part_of = $claim_id OR claim_id = $part_of OR part_of = $part_of
            OR (
                kind = $kind AND lower(measured) = lower($measured) AND unit IS NOT DISTINCT FROM $unit
                AND value_low IS NOT DISTINCT FROM $value_low AND value_high IS NOT DISTINCT FROM $value_high
            )
        )
)
SELECT
    claim_id, kind, quote, claimant, claimant_kind, voice, cue, tense, assertion, value_low, value_high, modifier, change, unit,
    measured, time_text, time_first, time_last,
    coalesce(status_now.status, 'new') AS status,
    status_now.verdict,
    beside.relation
FROM (FROM claims WHERE claim_id IN (SELECT claim_id FROM beside)) AS claims
JOIN beside USING (claim_id)
LEFT JOIN status_now USING (claim_id)
ORDER BY start_char, end_char
LIMIT 50
