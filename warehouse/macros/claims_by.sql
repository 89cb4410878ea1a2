-- what: the claims that somebody makes, as the pages say them now, newest first: SELECT * FROM claims_by('North Korea')
CREATE OR REPLACE MACRO claims_by(name) AS TABLE
    FROM current_claims
    WHERE contains(lower(claimant), lower(name))
    ORDER BY coalesce(published_at, fetched_at) DESC, start_char;
