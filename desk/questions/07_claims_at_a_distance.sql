-- group: Who says what
-- asks: Which claims does a story put at a distance?
-- gives: one row a claim that is alleged, denied or disputed: who makes it, by which word it is put at a distance, and the words
SELECT claim_id, claimant, cue, quote, sentence
FROM flags
JOIN current_claims USING (claim_id)
WHERE flag = 'disputed'
