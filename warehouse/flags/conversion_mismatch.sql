-- why: a number in brackets is not the one before it in another unit
-- says: {says}
-- clears: the unit in which the source gives it; the other follows from it
-- weight: 1
-- always: true
-- assertions: asserted announced expected asked supposed denied opinion
SELECT marking.claim_id, {rule: miscounts.rule, says: miscounts.says, expected: miscounts.expected, printed: miscounts.printed} AS detail
FROM marking
JOIN articles USING (article_id)
JOIN miscounts ON miscounts.article_id = articles.article_id AND miscounts.found_with = articles.found_with
WHERE list_contains(miscounts.claim_ids, marking.claim_id) AND miscounts.rule IN ('conversion')
