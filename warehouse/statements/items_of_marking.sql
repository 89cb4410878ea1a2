-- what: which claims to verify make one item, in the articles of `marked_articles`: those of a sentence, with what is only
--       mentioned again further on. It is led by the claim of the sentence that most hangs on.
WITH told AS (
    SELECT
        marks.claim_id,
        marks.article_id,
        marks.priority,
        claims.sentence_start,
        claims.start_char,
        CASE
            WHEN measured IS NOT NULL AND coalesce(value_low, value_high) IS NOT NULL
                THEN hash(claims.kind, value_low, value_high, unit, lower(measured))
            WHEN value_low IS NULL AND value_high IS NULL AND modifier IS NULL THEN hash(claims.kind, lower(statement))
            ELSE hash(claims.claim_id)
        END AS thing
    FROM marks
    JOIN claims USING (claim_id)
    WHERE marks.article_id IN (FROM marked_articles) AND needs_verification AND repeats IS NULL AND replaced_by IS NULL
),
homed AS (
    SELECT *, min(sentence_start) OVER (PARTITION BY article_id, thing) AS home FROM told
),
led AS (
    SELECT
        claim_id,
        first_value(claim_id) OVER (
            PARTITION BY article_id, home ORDER BY sentence_start <> home, priority DESC, start_char, claim_id
        ) AS item,
        count(*) OVER (PARTITION BY article_id, home) AS item_claims
    FROM homed
),
made AS (
    SELECT claim_id, led.item, CASE WHEN led.item = claim_id THEN led.item_claims END AS item_claims
    FROM marks
    LEFT JOIN led USING (claim_id)
    WHERE article_id IN (FROM marked_articles)
)
UPDATE marks
SET item = made.item, item_claims = made.item_claims
FROM made
WHERE marks.claim_id = made.claim_id
    AND (marks.item IS DISTINCT FROM made.item OR marks.item_claims IS DISTINCT FROM made.item_claims)
