-- what: the things that several claims measure or assert, one of which holds a word or phrase, those told most first: SELECT * FROM threads_about('ferry')
CREATE OR REPLACE MACRO threads_about(word) AS TABLE
    SELECT
        thread_id,
        threads.measured,
        threads.unit,
        count(*) FILTER (NOT is_past) AS claims,
        count(DISTINCT page_id) AS articles,
        list_sort(list_distinct(array_agg(quote))) AS quotes,
        coalesce(list_sort(list_distinct(array_agg(difference) FILTER (difference IS NOT NULL))), []) AS differences
    FROM threads
    JOIN thread_claims USING (thread_id)
    JOIN claims USING (claim_id)
    JOIN (SELECT article_id, page_id FROM articles) AS articles USING (article_id)
    JOIN (SELECT claim_id, repeats IS NOT NULL OR replaced_by IS NOT NULL AS is_past FROM marks) AS marks USING (claim_id)
    GROUP BY thread_id, threads.measured, threads.unit
    HAVING bool_or(contains(lower(concat_ws(' ', statement, sentence, claims.measured)), lower(word)))
    ORDER BY articles DESC, claims DESC, thread_id;
