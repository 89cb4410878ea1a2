-- what: the marks of the claims in `marking`, out of their flags in `marking_flags` and the rules as they stand; and which
--       claims only repeat what an older version of their page says, or a page that has the same text
INSERT INTO marks BY NAME
SELECT
    marking.claim_id,
    coalesce(set_flags.weight, 0) AS weight,
    coalesce(set_flags.always, false) AS always,
    -- What most hangs on comes first. Stakes have three digits, so that the weight of the reasons settles ties alone.
    CAST(stakes + least(coalesce(set_flags.weight, 0), 99) / 100000 AS DOUBLE) AS priority,
    coalesce(set_flags.always OR (len(set_flags.flags) > 0 AND priority >= settings.threshold), false) AS needs_verification,
    coalesce(set_flags.flags, []) AS flags,
    coalesce(set_flags.details, []) AS details,
    marking.kind,
    marking.claimant,
    article_id,
    told.outlet,
    told.published_at,
    told_claimants.claimant_id
FROM marking
LEFT JOIN (FROM told_claimants WHERE claim_id IN (SELECT claim_id FROM marking)) AS told_claimants USING (claim_id)
LEFT JOIN (
    SELECT article_id, outlet, published_at
    FROM articles
    JOIN pages USING (page_id)
    WHERE article_id IN (SELECT article_id FROM marking)
) AS told USING (article_id)
LEFT JOIN (
    SELECT
        claim_id,
        list_sort(array_agg({
            lightness: -marking_flags.weight, flag: flag, detail: coalesce(CAST(detail AS VARCHAR), '')
        })) AS sorted,
        list_transform(sorted, lambda each: each.flag) AS flags,
        list_transform(sorted, lambda each: each.detail) AS details,
        round(sum(marking_flags.weight), 6) AS weight, -- so that 0.3 and 0.7 make 1
        bool_or(flag_rules.always) AS always
    FROM marking_flags
    JOIN flag_rules USING (flag)
    GROUP BY claim_id
) AS set_flags ON set_flags.claim_id = marking.claim_id
LEFT JOIN marking_settings AS settings ON true;

-- The versions of a page and those of the pages that carry its text are one family, by the text that each page began with;
-- the one that was read first is its first version.
CREATE OR REPLACE TEMP TABLE family_of_marking AS
WITH own AS MATERIALIZED (SELECT page_id, origin_id FROM articles WHERE page_id IN (
    SELECT page_id FROM articles WHERE article_id IN (SELECT article_id FROM marking)
)),
began AS MATERIALIZED (
    SELECT page_id, arg_min(origin_id, (fetched_at, rowid)) AS family
    FROM articles
    WHERE page_id IN (SELECT page_id FROM articles WHERE origin_id IN (SELECT origin_id FROM own))
    GROUP BY page_id
)
SELECT
    articles.article_id,
    began.family,
    row_number() OVER (
        PARTITION BY articles.page_id
        ORDER BY coalesce(last_returned_at, articles.fetched_at) DESC, last_returned_at IS NULL, articles.rowid DESC
    ) = 1 AS is_newest,
    row_number() OVER (PARTITION BY began.family ORDER BY articles.fetched_at, articles.rowid) AS version
FROM articles
JOIN began USING (page_id)
LEFT JOIN (SELECT article_id, max(returned_at) AS last_returned_at FROM returns GROUP BY article_id) AS returned
    ON returned.article_id = articles.article_id
WHERE began.family IN (SELECT family FROM began WHERE page_id IN (SELECT page_id FROM own))
QUALIFY count(*) OVER (PARTITION BY began.family) > 1;

-- A claim repeats the first of its family that is read the same and has every reason that it has itself: what bears a new
-- one, or was edited, stands for itself, and so does any other figure. Of several in one article the second repeats the second.
-- What the newest version of a page tells otherwise took the place of what older ones say, in all of their repetitions, unless
-- a page of the family says it still; of what it took away, the last version that said it stands. An old text that returned
-- is the newest.
WITH versions AS (FROM family_of_marking),
said AS MATERIALIZED (
    SELECT
        claims.claim_id,
        versions.family,
        versions.version,
        versions.is_newest,
        marks.flags,
        marks.needs_verification AS needed,
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
    SELECT family, reading, place, flags, needed, min(version) AS version, arg_min(claim_id, version) AS claim_id
    FROM said
    GROUP BY ALL
),
found AS (
    SELECT said.claim_id, arg_min(firsts.claim_id, firsts.version) AS repeats
    FROM said
    JOIN firsts USING (family, reading, place)
    WHERE firsts.version < said.version
        AND list_has_all(firsts.flags, said.flags)
        AND firsts.needed >= said.needed
        AND NOT list_contains(said.flags, 'edited_figure')
    GROUP BY said.claim_id
),
edited AS (
    SELECT
        said.family,
        said.reading,
        said.place,
        arg_max(coalesce(claim_id_after, claim_id_before), (said.claim_id = claim_id_before, edits.rowid)) AS target
    FROM edits
    JOIN claims AS before ON before.claim_id = edits.claim_id_before
    -- What else the edited sentence said, and the newest does not say, went with its figure.
    JOIN claims AS beside ON beside.article_id = before.article_id AND beside.sentence_start = before.sentence_start
    JOIN said ON said.claim_id = beside.claim_id
    WHERE edits.is_within
        AND (said.claim_id = claim_id_before OR claim_id_after IS NOT NULL)
    GROUP BY ALL
),
latest AS (
    SELECT
        family,
        reading,
        place,
        arg_max(said.claim_id, version) AS claim_id,
        bool_or(found.repeats IS NOT NULL) AS is_repeated
    FROM said
    LEFT JOIN found USING (claim_id)
    WHERE is_newest
    GROUP BY ALL
),
told AS (
    SELECT
        said.claim_id,
        found.repeats,
        CASE
            WHEN said.is_newest OR latest.is_repeated THEN NULL
            WHEN latest.claim_id IS NOT NULL THEN nullif(latest.claim_id, found.repeats)
            ELSE nullif(edited.target, said.claim_id)
        END AS replaced_by
    FROM said
    LEFT JOIN found USING (claim_id)
    LEFT JOIN latest USING (family, reading, place)
    LEFT JOIN edited USING (family, reading, place)
)
UPDATE marks
SET repeats = told.repeats, replaced_by = told.replaced_by
FROM told
WHERE marks.claim_id = told.claim_id
    AND (marks.repeats IS DISTINCT FROM told.repeats OR marks.replaced_by IS DISTINCT FROM told.replaced_by)
