-- what: for each marked claim of a thread the other claims of the thread that stand on other pages, with what was found of
--       them; at most 200 of each, the newest. agrees: the figure is the same, or both have none.
CREATE OR REPLACE TEMP TABLE mates_of_marking AS
WITH own AS MATERIALIZED (
    SELECT marking.claim_id, thread_id, articles.page_id, value_low, value_high, unit
    FROM marking
    JOIN thread_claims USING (claim_id)
    JOIN articles ON articles.article_id = marking.article_id
),
-- Told apart by page once they are few: as a condition of a join it would pair every marked claim with every article.
pairs AS MATERIALIZED (
    SELECT own.*, thread_claims.claim_id AS mate_id
    FROM own
    JOIN thread_claims USING (thread_id)
    WHERE thread_claims.claim_id <> own.claim_id
),
-- Few columns, and the claims first: what is joined with all articles is kept whole, and would else be all claims.
told AS MATERIALIZED (
    SELECT claim_id, article_id, quote, claimant, assertion, tense, sentence, start_char, sentence_start, value_low, value_high, unit
    FROM claims
    WHERE claim_id IN (SELECT mate_id FROM pairs)
),
mates AS MATERIALIZED (
    SELECT told.*, articles.page_id, articles.published_at FROM told JOIN articles USING (article_id)
)
SELECT
    pairs.claim_id,
    pairs.thread_id,
    pairs.mate_id,
    mates.quote,
    mates.claimant,
    mates.assertion,
    mates.tense,
    mates.sentence,
    mates.start_char - mates.sentence_start AS place,
    pages.outlet,
    mates.published_at,
    latest_verdicts.verdict,
    latest_verdicts.reviewed_at,
    (
        mates.value_low IS NOT DISTINCT FROM pairs.value_low
        AND mates.value_high IS NOT DISTINCT FROM pairs.value_high
        AND mates.unit IS NOT DISTINCT FROM pairs.unit
    ) AS agrees,
    coalesce(mates.value_low > pairs.value_high OR mates.value_high < pairs.value_low, false) AS conflicts
FROM pairs
JOIN mates ON mates.claim_id = pairs.mate_id AND mates.page_id <> pairs.page_id
JOIN pages ON pages.page_id = mates.page_id
LEFT JOIN latest_verdicts ON latest_verdicts.claim_id = pairs.mate_id
QUALIFY row_number() OVER (
    PARTITION BY pairs.claim_id ORDER BY latest_verdicts.verdict IS NULL, mates.published_at DESC NULLS LAST, pairs.mate_id
) <= 200
