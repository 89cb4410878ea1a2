-- what: of a text that is cut to spans, no more words are left than its claims' sentences and claimants have
SELECT 'articles' AS table_name, articles.article_id AS row_key
FROM articles
LEFT JOIN (
    SELECT article_id, sum(last_char - first_char) AS characters
    FROM (
        SELECT DISTINCT article_id, sentence_start AS first_char, sentence_end AS last_char FROM claims
        UNION
        SELECT DISTINCT article_id, start_char, end_char FROM claims WHERE end_char > sentence_end
        UNION
        SELECT DISTINCT article_id, claimant_start, claimant_end FROM claims WHERE claimant_start IS NOT NULL
    )
    GROUP BY article_id
) AS spans USING (article_id)
WHERE text_kept = 'spans' AND length(regexp_replace(text, '[░\s]', '', 'g')) > coalesce(spans.characters, 0)
