-- what: the claims whose words hold a word or phrase, as the pages say them now, newest first: SELECT * FROM claims_about('abduct')
CREATE OR REPLACE MACRO claims_about(word) AS TABLE
    FROM current_claims
    WHERE contains(lower(concat_ws(' ', statement, sentence, measured)), lower(word))
    ORDER BY coalesce(published_at, fetched_at) DESC, start_char;
