-- what: for each marked claim of a thread the other claims of the thread that stand on other pages, with what was found of
--       them; at most 200 of each, the newest. agrees: the figure is the same, or both have none.
CREATE OR REPLACE TEMP TABLE mates_of_marking AS
WITH own AS (
    SELECT marking.claim_id, thread_id, marking.article_id, value_low, value_high, unit
    FROM marking
    JOIN thread_claims USING (claim_id)
)
SELECT
    own.claim_id,
    own.thread_id,
    mate.claim_id AS mate_id,
    mate.quote,
    mate.claimant,
    mate.assertion,
    mate.tense,
    mate.sentence,
    mate.start_char - mate.sentence_start AS place,
    pages.outlet,
    told.published_at,
    latest_verdicts.verdict,
    latest_verdicts.reviewed_at,
    (
        mate.value_low IS NOT DISTINCT FROM own.value_low
        AND mate.value_high IS NOT DISTINCT FROM own.value_high
        AND mate.unit IS NOT DISTINCT FROM own.unit
    ) AS agrees,
    coalesce(mate.value_low > own.value_high OR mate.value_high < own.value_low, false) AS conflicts
FROM own
JOIN articles AS here ON here.article_id = own.article_id
JOIN thread_claims USING (thread_id)
JOIN claims AS mate ON mate.claim_id = thread_claims.claim_id
JOIN articles AS told ON told.article_id = mate.article_id
JOIN pages ON pages.page_id = told.page_id
LEFT JOIN latest_verdicts ON latest_verdicts.claim_id = mate.claim_id
WHERE told.page_id <> here.page_id
QUALIFY row_number() OVER (
    PARTITION BY own.claim_id ORDER BY latest_verdicts.verdict IS NULL, told.published_at DESC NULLS LAST, mate.claim_id
) <= 200
