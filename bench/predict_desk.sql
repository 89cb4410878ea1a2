-- Every claim of the articles with its readings and the place that the report gives it: the sentences of items first, in
-- the order of their leaders. A sentence that only says again what stands in an earlier one is on no list.
SELECT
    articles.name AS doc_id,
    claims.start_char,
    claims.end_char,
    claims.sentence_start,
    claims.sentence_end,
    claims.value_low,
    claims.value_high,
    claims.modifier,
    claims.kind,
    claims.unit,
    claims.claimant,
    claims.tense,
    strftime(claims.time_first, '%Y-%m-%d') AS time_first,
    strftime(claims.time_last, '%Y-%m-%d') AS time_last,
    coalesce(led.sentence_start = claims.sentence_start, false) AS needs_verification
FROM claims
JOIN articles USING (article_id)
JOIN marks USING (claim_id)
-- An item may have a sentence in each of several articles: the first of its sentences in each is the one that leads there.
LEFT JOIN (
    SELECT marks.item, marks.article_id, max(leader.priority) AS item_priority, min(sentence_start) AS sentence_start
    FROM marks
    JOIN claims USING (claim_id)
    JOIN marks AS leader ON leader.claim_id = marks.item
    GROUP BY marks.item, marks.article_id
) AS led ON led.item = marks.item AND led.article_id = marks.article_id
ORDER BY
    doc_id,
    needs_verification DESC,
    CASE WHEN needs_verification THEN item_priority END DESC,
    CASE WHEN needs_verification THEN marks.item END,
    CASE WHEN needs_verification THEN marks.priority END DESC,
    start_char,
    end_char,
    claim_id
