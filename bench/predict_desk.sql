-- Every claim of the articles with its readings and the place that the report gives it: what needs verifying first, by priority.
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
    marks.needs_verification AND marks.repeats IS NULL AS needs_verification
FROM claims
JOIN articles USING (article_id)
JOIN marks USING (claim_id)
ORDER BY doc_id, needs_verification DESC, CASE WHEN needs_verification THEN marks.priority END DESC, start_char, end_char, claim_id
