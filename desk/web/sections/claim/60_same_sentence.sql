-- what: the other claims of the sentence, and the parts and the whole of a figure
SELECT
    claims.*,
    coalesce(status_now.status, 'new') AS status,
    status_now.verdict,
    CASE
        WHEN claims.claim_id = $part_of THEN 'the whole'
        WHEN claims.part_of = $claim_id THEN 'a part'
        WHEN claims.part_of = $part_of THEN 'another part'
        ELSE 'the same sentence'
    END AS relation
FROM claims
LEFT JOIN status_now USING (claim_id)
WHERE
    claims.article_id = $article_id
    AND claims.claim_id <> $claim_id
    AND (
        claims.sentence_start = $sentence_start
        OR claims.part_of = $claim_id
        OR claims.claim_id = $part_of
        OR claims.part_of = $part_of
    )
ORDER BY claims.start_char, claims.end_char
LIMIT 50
