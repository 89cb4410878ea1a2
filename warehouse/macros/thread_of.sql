-- what: every claim on the same measured thing as a claim, oldest first: SELECT * FROM thread_of('0123456789abcdef')
CREATE OR REPLACE MACRO thread_of(id) AS TABLE
    SELECT threads.measured AS thread, thread_claims.score, claims.* EXCLUDE (measured), articles.published_at
    FROM thread_claims AS own
    JOIN thread_claims USING (thread_id)
    JOIN threads USING (thread_id)
    JOIN claims ON claims.claim_id = thread_claims.claim_id
    JOIN articles USING (article_id)
    WHERE own.claim_id = id
    ORDER BY coalesce(published_at, fetched_at), start_char;
