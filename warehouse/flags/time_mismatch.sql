-- why: an age or length of time does not fit the dates that the article gives
-- says: {says}
-- clears: the dates at their source; age and length follow from them
-- weight: 1
-- always: true
-- assertions: asserted announced expected asked supposed denied opinion
SELECT marking.claim_id, {rule: miscounts.rule, says: miscounts.says, expected: miscounts.expected, printed: miscounts.printed} AS detail
FROM marking
JOIN articles USING (article_id)
JOIN miscounts ON miscounts.article_id = articles.article_id AND miscounts.found_with = articles.found_with
WHERE list_contains(miscounts.claim_ids, marking.claim_id) AND miscounts.rule IN ('age_birth', 'duration_dates')
