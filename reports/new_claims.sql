-- The claims to verify that came in behind the row $claims, the most urgent first. What only repeats an older version of
-- the same page is not new.
SELECT
    flagged_claims.claim_id,
    priority,
    flagged_claims.kind,
    flagged_claims.quote,
    claimant,
    claimant_kind,
    voice,
    value_low,
    value_high,
    modifier,
    unit,
    measured,
    time_text,
    time_first,
    time_last,
    flagged_claims.article_id,
    article_name,
    title,
    outlet,
    url,
    claim_flags.flags,
    count(*) OVER () AS how_many
FROM flagged_claims
JOIN claim_flags USING (claim_id)
SEMI JOIN (SELECT claim_id FROM claims WHERE rowid > $claims) AS fresh USING (claim_id)
WHERE flagged_claims.repeats IS NULL
ORDER BY priority DESC, article_id, start_char, end_char, claim_id
LIMIT $most_rows
