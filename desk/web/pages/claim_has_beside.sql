-- what: whether the article has other claims of the same sentence, parts and the whole of the figure, or the same thing again
WITH told AS MATERIALIZED (
    SELECT claim_id, sentence_start, part_of, kind, measured, unit, value_low, value_high
    FROM claims
    WHERE article_id = $article_id
)
SELECT 1
FROM told
WHERE claim_id <> $claim_id
    AND (
        sentence_start = $sentence_start OR part_of = $claim_id OR claim_id = $part_of OR part_of = $part_of
        OR (
            kind = $kind AND lower(measured) = lower($measured) AND unit IS NOT DISTINCT FROM $unit
            AND value_low IS NOT DISTINCT FROM $value_low AND value_high IS NOT DISTINCT FROM $value_high
        )
    )
LIMIT 1
