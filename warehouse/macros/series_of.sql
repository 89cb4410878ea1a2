-- what: who told what of the thing that a claim measures, and when, oldest first, with how each figure differs: SELECT * FROM series_of('0123456789abcdef')
CREATE OR REPLACE MACRO series_of(id) AS TABLE
    SELECT
        -- What a later version tells was told when it was read: the page keeps the day on which it was published.
        CASE
            WHEN articles.fetched_at = (SELECT min(fetched_at) FROM articles AS versions WHERE versions.page_id = articles.page_id)
                THEN coalesce(published_at, fetched_at)
            ELSE fetched_at
        END AS told_at,
        outlet,
        claims.claimant,
        claims.quote,
        value_low,
        value_high,
        claims.unit,
        thread_claims.difference,
        claims.claim_id
    FROM thread_claims AS own
    JOIN thread_claims USING (thread_id)
    JOIN claims ON claims.claim_id = thread_claims.claim_id
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    WHERE own.claim_id = id
    ORDER BY told_at, outlet, start_char;
