-- what: the claims whose words hold a word or phrase, newest first: SELECT * FROM claims_about('abduct')
CREATE OR REPLACE MACRO claims_about(word) AS TABLE
    SELECT claims.*, articles.title, articles.published_at
    FROM claims
    JOIN articles USING (article_id)
    WHERE contains(lower(concat_ws(' ', statement, sentence, measured)), lower(word))
    ORDER BY coalesce(published_at, fetched_at) DESC, start_char;
