-- what: the words of a claim, and of its sentence and claimant's place, stand in its article where their spans say
SELECT 'claims' AS table_name, claim_id AS row_key
FROM claims
JOIN articles USING (article_id)
WHERE substring(text, start_char + 1, end_char - start_char) <> quote
    OR substring(text, sentence_start + 1, sentence_end - sentence_start) <> sentence
    OR claimant_end > length(text)
