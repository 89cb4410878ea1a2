ALTER TABLE marks ADD COLUMN repeats VARCHAR;
COMMENT ON COLUMN marks.repeats IS 'the claim of an older version of the page that it only repeats, with no reason of its own -> claims.claim_id';

-- A claim repeats the first of its page that is read the same and has every reason that it has itself: what bears a new
-- one, or was edited, stands for itself. Of several in one article the second repeats the second.
WITH versions AS (
    SELECT
        article_id,
        page_id,
        row_number() OVER (PARTITION BY page_id ORDER BY fetched_at, articles.rowid) AS version
    FROM articles
    QUALIFY count(*) OVER (PARTITION BY page_id) > 1
),
said AS MATERIALIZED (
    SELECT
        claims.claim_id,
        versions.page_id,
        versions.version,
        marks.flags,
        hash(
            claims.kind, quote, sentence, statement, claims.claimant, voice, cue, tense, value_low, value_high, modifier,
            change, unit, measured, time_first, time_last
        ) AS reading,
        row_number() OVER (PARTITION BY versions.article_id, reading ORDER BY start_char, claims.claim_id) AS place
    FROM versions
    JOIN claims ON claims.article_id = versions.article_id
    JOIN marks ON marks.claim_id = claims.claim_id
),
firsts AS (
    SELECT page_id, reading, place, flags, min(version) AS version, arg_min(claim_id, version) AS claim_id
    FROM said
    GROUP BY ALL
),
found AS (
    SELECT said.claim_id, arg_min(firsts.claim_id, firsts.version) AS repeats
    FROM said
    JOIN firsts USING (page_id, reading, place)
    WHERE firsts.version < said.version
        AND list_has_all(firsts.flags, said.flags)
        AND NOT list_contains(said.flags, 'edited_figure')
    GROUP BY said.claim_id
),
told AS (
    SELECT claim_id, found.repeats
    FROM said
    LEFT JOIN found USING (claim_id)
)
UPDATE marks
SET repeats = told.repeats
FROM told
WHERE marks.claim_id = told.claim_id AND marks.repeats IS DISTINCT FROM told.repeats;
