-- group: Who says what
-- asks: Who has promised what, and when is it due?
-- gives: one row a promise, the soonest first: who made it, the words, and the days that it names
SELECT claim_id, claimant, quote, statement, time_text, time_first, time_last
FROM current_claims
WHERE tense = 'promise'
ORDER BY time_last NULLS LAST, claim_id
