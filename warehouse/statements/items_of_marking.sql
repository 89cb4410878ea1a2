-- what: which claims to verify make one item, in the articles of `marked_articles` and in those that share a thread with them:
--       those of a sentence, with what is only mentioned again further on, and then the sentences of all articles whose
--       strongest claim with a thread has the same one, the first of each article. An item is led by the claim on which most
--       hangs, of the leaders of its sentences; where a figure of one of them was edited, by that sentence's leader.
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
        marks.kind,
        marks.flags,
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
    WHERE marks.article_id IN (FROM item_articles) AND needs_verification AND repeats IS NULL AND replaced_by IS NULL
),
homed AS (
    SELECT *, min(sentence_start) OVER (PARTITION BY article_id, thing) AS home FROM told
),
led AS (
    SELECT
        claim_id,
        article_id,
        home,
        priority,
        kind,
        flags,
        start_char,
        bool_or(list_contains(flags, 'edited_figure')) OVER (PARTITION BY article_id, home) AS is_edited,
        first_value(claim_id) OVER (
            PARTITION BY article_id, home ORDER BY sentence_start <> home, priority DESC, start_char, claim_id
        ) AS leader,
        first_value(thread_id) OVER (
            PARTITION BY article_id, home
            ORDER BY thread_id IS NULL, sentence_start <> home, priority DESC, start_char, claim_id
        ) AS thread_id
    FROM homed
),
keyed AS (
    SELECT
        *,
        -- Another sentence of the same article with its thread says something of its own: it is no copy of the first.
        CASE WHEN home = min(home) OVER (PARTITION BY article_id, thread_id) THEN coalesce(thread_id, leader) ELSE leader END AS key
    FROM led
    WHERE article_id IN (FROM near_articles) OR thread_id IN (FROM near_threads)
),
tells AS (
    SELECT key, string_agg(DISTINCT tell, '' ORDER BY tell) AS item_tells
    FROM (
        SELECT
            key,
            unnest(list_prepend('kind=' || kind || ';', list_transform(flags, lambda flag: 'flag=' || flag || ';'))) AS tell
        FROM keyed
    )
    GROUP BY key
),
joined AS (
    SELECT
        claim_id,
        key,
        first_value(claim_id) OVER (
            PARTITION BY key ORDER BY leader <> claim_id, NOT is_edited, priority DESC, article_id, start_char, claim_id
        ) AS item,
        count(*) OVER (PARTITION BY key) AS item_claims
    FROM keyed
),
others AS (
    SELECT item, string_agg(claim_id, ' ' ORDER BY claim_id) AS item_others FROM joined WHERE claim_id <> item GROUP BY item
),
made AS (
    SELECT
        claim_id,
        joined.item,
        CASE WHEN joined.item = claim_id THEN joined.item_claims END AS item_claims,
        CASE WHEN joined.item = claim_id THEN tells.item_tells END AS item_tells,
        others.item_others
    FROM marks
    LEFT JOIN joined USING (claim_id)
    LEFT JOIN tells USING (key)
    LEFT JOIN others ON others.item = claim_id
    WHERE article_id IN (FROM near_articles) OR joined.item IS NOT NULL
)
UPDATE marks
SET item = made.item, item_claims = made.item_claims, item_tells = made.item_tells, item_others = made.item_others
FROM made
WHERE marks.claim_id = made.claim_id
    AND (
        marks.item IS DISTINCT FROM made.item
        OR marks.item_claims IS DISTINCT FROM made.item_claims
        OR marks.item_tells IS DISTINCT FROM made.item_tells
        OR marks.item_others IS DISTINCT FROM made.item_others
    )
