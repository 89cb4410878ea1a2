-- The claimants with most claims to verify, what reviews found of them, and the most urgent claims of each.
WITH busiest AS (
    SELECT
        claimant AS subject,
        claimant_id,
        flagged AS flagged_in_all,
        claims AS claims_in_all,
        articles AS articles_in_all,
        judged,
        found_true,
        found_half_true,
        found_false,
        found_undecidable,
        count(*) OVER () AS how_many
    FROM claimant_record
    WHERE flagged > 0
    QUALIFY row_number() OVER (PARTITION BY claimant ORDER BY flagged DESC, claimant_id) = 1 -- a page goes by its name
    ORDER BY flagged DESC, claimant
    LIMIT $most_pages
),

-- Ranked by what is narrow: a window over whole claims would hold all of them.
said_once AS (
    SELECT claim_id, claimant_id, priority, article_id
    FROM marks
    WHERE item IS NOT NULL AND claimant_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY claimant_id, item ORDER BY priority DESC, claim_id) = 1
),

urgent AS (
    SELECT claim_id, subject
    FROM said_once
    JOIN busiest USING (claimant_id)
    QUALIFY row_number() OVER (PARTITION BY claimant_id ORDER BY priority DESC, article_id, claim_id) <= $most_rows
)

SELECT
    busiest.* EXCLUDE (claimant_id),
    flagged_claims.claim_id,
    flagged_claims.priority,
    flagged_claims.kind,
    flagged_claims.quote,
    flagged_claims.sentence,
    flagged_claims.sentence_start,
    flagged_claims.start_char,
    flagged_claims.end_char,
    flagged_claims.stakes,
    flagged_claims.assertion,
    flagged_claims.claimant,
    flagged_claims.claimant_kind,
    flagged_claims.voice,
    flagged_claims.cue,
    flagged_claims.tense,
    flagged_claims.value_low,
    flagged_claims.value_high,
    flagged_claims.modifier,
    flagged_claims.unit,
    flagged_claims.measured,
    flagged_claims.time_text,
    flagged_claims.time_first,
    flagged_claims.time_last,
    flagged_claims.article_id,
    flagged_claims.article_name,
    flagged_claims.title,
    flagged_claims.outlet,
    flagged_claims.url,
    flagged_claims.published_at,
    flagged_claims.status,
    flagged_claims.verdict,
    claim_flags.flags
FROM busiest
JOIN urgent USING (subject)
JOIN flagged_claims USING (claim_id)
JOIN claim_flags USING (claim_id)
ORDER BY flagged_in_all DESC, subject, priority DESC, article_id, claim_id
