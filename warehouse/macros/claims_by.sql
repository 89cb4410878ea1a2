-- what: the claims that somebody makes, newest first: SELECT * FROM claims_by('North Korea')
CREATE OR REPLACE MACRO claims_by(name) AS TABLE
    SELECT claims.*, articles.title, articles.published_at
    FROM claims
    JOIN articles USING (article_id)
    WHERE contains(lower(claimant), lower(name))
    ORDER BY coalesce(published_at, fetched_at) DESC, start_char;
