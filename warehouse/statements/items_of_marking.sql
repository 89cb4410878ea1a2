-- what: which claims to verify make one item, in the articles of `marked_articles` and in those that share a thread with them:
--       those of a sentence, with what is only mentioned again further on, and then the sentences of all articles whose
--       strongest claim with a thread has the same one. An item is led by the claim on which most hangs, of the leaders of
--       its sentences.
CREATE OR REPLACE TEMP TABLE near_articles AS
FROM marked_articles
UNION
SELECT article_id FROM marks WHERE claim_id IN (
    SELECT claim_id FROM thread_claims WHERE thread_id IN (
        SELECT thread_id FROM thread_claims WHERE claim_id IN (
            SELECT claim_id FROM marks WHERE article_id IN (FROM marked_articles)
        )
    )
);

-- A sentence of a near article may have belonged to another thread until now: the items of all of its threads are made anew.
CREATE OR REPLACE TEMP TABLE near_threads AS
SELECT DISTINCT thread_id FROM thread_claims WHERE claim_id IN (
    SELECT claim_id FROM marks WHERE article_id IN (FROM near_articles)
);

CREATE OR REPLACE TEMP TABLE item_articles AS
FROM near_articles
UNION
SELECT article_id FROM marks WHERE claim_id IN (
    SELECT claim_id FROM thread_claims WHERE thread_id IN (FROM near_threads)
);

WITH told AS (
    SELECT
        marks.claim_id,
        marks.article_id,
        marks.priority,
        threads.thread_id,
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
    LEFT JOIN (
        SELECT claim_id, min(thread_id) AS thread_id FROM thread_claims GROUP BY claim_id
    ) AS threads USING (claim_id)
    WHERE marks.article_id IN (FROM item_articles) AND needs_verification AND repeats IS NULL
),
homed AS (
    SELECT *, min(sentence_start) OVER (PARTITION BY article_id, thing) AS home FROM told
),
led AS (
    SELECT
        claim_id,
        article_id,
        priority,
        start_char,
        first_value(claim_id) OVER (
            PARTITION BY article_id, home ORDER BY sentence_start <> home, priority DESC, start_char, claim_id
        ) AS leader,
        first_value(thread_id) OVER (
            PARTITION BY article_id, home
            ORDER BY thread_id IS NULL, sentence_start <> home, priority DESC, start_char, claim_id
        ) AS thread_id
    FROM homed
),
joined AS (
    SELECT
        claim_id,
        first_value(claim_id) OVER (
            PARTITION BY coalesce(thread_id, leader)
            ORDER BY leader <> claim_id, priority DESC, article_id, start_char, claim_id
        ) AS item,
        count(*) OVER (PARTITION BY coalesce(thread_id, leader)) AS item_claims
    FROM led
    WHERE article_id IN (FROM near_articles) OR thread_id IN (FROM near_threads)
),
made AS (
    SELECT claim_id, joined.item, CASE WHEN joined.item = claim_id THEN joined.item_claims END AS item_claims
    FROM marks
    LEFT JOIN joined USING (claim_id)
    WHERE article_id IN (FROM near_articles) OR joined.item IS NOT NULL
)
UPDATE marks
SET item = made.item, item_claims = made.item_claims
FROM made
WHERE marks.claim_id = made.claim_id
    AND (marks.item IS DISTINCT FROM made.item OR marks.item_claims IS DISTINCT FROM made.item_claims)
