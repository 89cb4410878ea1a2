-- The outlets with most claims to verify, and the most urgent claims of each.
WITH outlets AS (
    SELECT
        outlet AS subject,
        count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL) AS flagged_in_all,
        count(*) FILTER (repeats IS NULL AND replaced_by IS NULL) AS claims_in_all,
        count(DISTINCT page_id) AS articles_in_all,
        count(*) OVER () AS how_many
    FROM claims
    JOIN claim_flags USING (claim_id)
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    WHERE outlet IS NOT NULL
    GROUP BY outlet
    HAVING flagged_in_all > 0
    ORDER BY flagged_in_all DESC, outlet
    LIMIT $most_pages
),

-- Ranked by what is narrow: a window over whole claims would hold all of them.
said_once AS (
    SELECT claim_id, outlet, priority, article_id
    FROM marks
    WHERE item IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY outlet, item ORDER BY priority DESC, claim_id) = 1
),

urgent AS (
    SELECT claim_id, outlet AS subject
    FROM said_once
    WHERE outlet IN (SELECT subject FROM outlets)
    QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY priority DESC, article_id, claim_id) <= $most_rows
)

SELECT
    outlets.*,
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
FROM outlets
JOIN urgent USING (subject)
JOIN flagged_claims USING (claim_id)
JOIN claim_flags USING (claim_id)
ORDER BY flagged_in_all DESC, subject, priority DESC, article_id, claim_id
