-- group: Who says what
-- asks: What does somebody claim?
-- gives: one row a claim of everybody whose name holds the words, newest first; write another name between the quotes
SELECT claim_id, quote, statement, cue, title
FROM claims_by('harbour')
