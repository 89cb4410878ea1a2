-- The claims to verify that were first found after a moment, the most urgent first. What an older version of the same
-- page said in the same sentence is not new.
WITH found AS (
    SELECT claim_id, kind, quote, sentence, claims.article_id, page_id
    FROM claims
    JOIN articles USING (article_id)
    WHERE found_at > $since
),

said_before AS (
    SELECT DISTINCT found.claim_id
    FROM found
    JOIN articles AS older ON older.page_id = found.page_id AND older.article_id <> found.article_id
    JOIN claims AS before ON before.article_id = older.article_id
        AND before.kind = found.kind AND before.quote = found.quote AND before.sentence = found.sentence
    WHERE before.found_at <= $since
)

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
SEMI JOIN (FROM found ANTI JOIN said_before USING (claim_id)) AS fresh USING (claim_id)
ORDER BY priority DESC, article_id, start_char, end_char, claim_id
LIMIT $most_rows
