-- The items to verify that hold a claim that came in behind the row $claims, what most hangs on first, each by the most
-- urgent of these claims; `spans` are all claims of the item in its article. What only repeats an older version of the same page is not new.
WITH fresh AS (
    SELECT marks.claim_id, marks.item, marks.priority, count(*) OVER (PARTITION BY marks.item) AS claims_of_it
    FROM marks
    SEMI JOIN (SELECT claim_id FROM claims WHERE rowid > $claims) AS found USING (claim_id)
    WHERE marks.item IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY marks.item ORDER BY marks.priority DESC, marks.claim_id) = 1
),

chosen AS (
    SELECT fresh.*, leader.priority AS item_priority, own.article_id, count(*) OVER () AS how_many
    FROM fresh
    JOIN marks AS leader ON leader.claim_id = fresh.item
    JOIN marks AS own ON own.claim_id = fresh.claim_id
    ORDER BY item_priority DESC, own.article_id, fresh.item
    LIMIT $most_rows
)

SELECT
    flagged_claims.claim_id,
    flagged_claims.item,
    flagged_claims.priority,
    flagged_claims.kind,
    flagged_claims.quote,
    flagged_claims.sentence,
    flagged_claims.sentence_start,
    flagged_claims.start_char,
    flagged_claims.end_char,
    claimant,
    claimant_kind,
    voice,
    tense,
    assertion,
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
    spans.claims AS spans,
    spans.flags,
    claims_of_it,
    how_many
FROM chosen
JOIN flagged_claims USING (claim_id)
JOIN (
    SELECT
        marks.item,
        marks.article_id,
        array_agg({claim_id: claim_id, kind: claims.kind, start_char: start_char, end_char: end_char} ORDER BY start_char) AS claims,
        list_distinct(flatten(array_agg(flags ORDER BY marks.priority DESC))) AS flags
    FROM marks
    JOIN claims USING (claim_id)
    WHERE marks.item IN (SELECT item FROM chosen)
    GROUP BY marks.item, marks.article_id
) AS spans ON spans.item = chosen.item AND spans.article_id = chosen.article_id
ORDER BY item_priority DESC, flagged_claims.article_id, chosen.item
