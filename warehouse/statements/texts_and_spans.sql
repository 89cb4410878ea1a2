-- what: texts with the spans of their claims, their sentences and their claimants.
SELECT article_id, any_value(text) AS text, coalesce(list(first_char) FILTER (first_char IS NOT NULL), []) AS starts,
    coalesce(list(last_char) FILTER (first_char IS NOT NULL), []) AS ends
FROM articles
LEFT JOIN (
    SELECT article_id, start_char AS first_char, end_char AS last_char FROM claims
    UNION ALL
    SELECT article_id, sentence_start, sentence_end FROM claims
    UNION ALL
    SELECT article_id, claimant_start, claimant_end FROM claims WHERE claimant_start IS NOT NULL
) AS spans USING (article_id)
WHERE article_id IN (SELECT unnest(?::VARCHAR[]))
GROUP BY article_id
