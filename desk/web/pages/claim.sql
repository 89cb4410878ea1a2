-- what: a claim, with the borders of the text that is shown around its words
SELECT
    *,
    greatest(least(sentence_start, start_char) - $reach, 0) AS window_start,
    greatest(sentence_end, end_char) + $reach AS window_end
FROM claims
WHERE claim_id = $claim_id
