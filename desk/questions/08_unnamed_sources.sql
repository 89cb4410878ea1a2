-- group: Who says what
-- asks: Which claims rest on sources without a name?
-- gives: one row a claim whose claimant is told by their role alone
SELECT claim_id, claimant, cue, quote, sentence
FROM current_claims
WHERE claimant_kind = 'anonymous'
ORDER BY checkworthiness DESC NULLS LAST
