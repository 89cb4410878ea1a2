-- what: flagged claims that only one source tells, as far as the articles here go: an agency's story counts once, in
--       however many papers it stands, and so do copies and the versions of a page
WITH told AS (
    SELECT
        coalesce(thread_id, claim_id) AS thing,
        count(DISTINCT source) AS sources,
        any_value(source) AS source,
        any_value(agency) AS agency,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT page_id) AS pages
    FROM claims
    LEFT JOIN thread_claims USING (claim_id)
    JOIN article_sources USING (article_id)
    GROUP BY thing
)
SELECT flagged_claims.*, told.agency, told.articles, told.pages
FROM flagged_claims
LEFT JOIN thread_claims USING (claim_id)
JOIN told ON told.thing = coalesce(thread_id, claim_id)
WHERE told.sources = 1
