-- why: numbers that the article itself adds up or multiplies do not make what it prints
-- says: {says}
-- clears: the source of the whole and of each part; one of them is wrong, or counts something else
-- weight: 1
-- always: true
-- assertions: asserted announced expected asked supposed denied opinion
SELECT marking.claim_id, {rule: miscounts.rule, says: miscounts.says, expected: miscounts.expected, printed: miscounts.printed} AS detail
FROM marking
JOIN articles USING (article_id)
JOIN miscounts ON miscounts.article_id = articles.article_id AND miscounts.found_with = articles.found_with
WHERE list_contains(miscounts.claim_ids, marking.claim_id) AND miscounts.rule IN ('parts_whole', 'shares', 'average_total')
