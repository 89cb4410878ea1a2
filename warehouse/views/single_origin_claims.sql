-- what: flagged claims that only one origin tells, as far as the articles here go: copies of a wire story count once
WITH told AS (
    SELECT
        coalesce(thread_id, claim_id) AS thing,
        count(DISTINCT origin_id) AS origins,
        count(DISTINCT article_id) AS articles
    FROM claims
    LEFT JOIN thread_claims USING (claim_id)
    JOIN articles USING (article_id)
    GROUP BY thing
)
SELECT flagged_claims.*, told.articles
FROM flagged_claims
LEFT JOIN thread_claims USING (claim_id)
JOIN told ON told.thing = coalesce(thread_id, claim_id)
WHERE told.origins = 1
