-- why: it has not happened yet; whether it did can be told later
-- says: {sort}[ of {claimant}][ over {sum}], no fact yet[; look again on {look_again_on}][; its day has come: {told_since} told of it since]
-- clears: looking again on the day that it names, or when the matter comes up next
-- weight: 0.2
-- always: false
-- tenses: promise forecast
SELECT
    claim_id,
    {
        sort: CASE WHEN coalesce(assertion = 'announced', tense = 'promise') THEN 'a commitment' ELSE 'a forecast' END, time: time_text,
        look_again_on: CASE WHEN time_last >= known_on THEN time_last END, claimant: claimant,
        sum: sums.quote, told_since: since.outlet
    } AS detail
FROM marking
-- The sum of its own sentence, where it is another claim: what is promised, and what it will cost, are due together.
LEFT JOIN (
    SELECT article_id, sentence_start, arg_max(quote, value_low) AS quote
    FROM marking
    WHERE kind = 'money' AND restates IS NULL
    GROUP BY ALL
) AS sums ON sums.article_id = marking.article_id AND sums.sentence_start = marking.sentence_start AND marking.kind <> 'money'
LEFT JOIN (
    SELECT mates_of_marking.claim_id, arg_min(coalesce(outlet, 'another article'), published_at) AS outlet
    FROM mates_of_marking
    JOIN marking AS promised USING (claim_id)
    WHERE CAST(published_at AS DATE) > promised.time_last
    GROUP BY ALL
) AS since USING (claim_id)
