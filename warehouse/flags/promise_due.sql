-- why: it has not happened yet; whether it did can be told later
-- says: {sort}[ of {claimant}], no fact yet[; look again on {look_again_on}]
-- clears: looking again on the day that it names, or when the matter comes up next
-- weight: 0.2
-- always: false
-- tenses: promise forecast
SELECT
    claim_id,
    {sort: CASE WHEN coalesce(assertion = 'announced', tense = 'promise') THEN 'a commitment' ELSE 'a forecast' END, time: time_text, look_again_on: CASE WHEN time_last >= known_on THEN time_last END, claimant: claimant} AS detail
FROM marking
