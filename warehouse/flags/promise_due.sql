-- why: it has not happened yet; whether it did can be told later
-- clears: looking again on the day that it names, or when the matter comes up next
-- weight: 0.2
-- always: false
-- tenses: promise forecast
SELECT
    claim_id,
    {time: time_text, look_again_on: CASE WHEN time_last >= known_on THEN time_last END, claimant: claimant} AS detail
FROM marking
