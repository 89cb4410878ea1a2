-- what: flagged claims that only one source tells, as far as the articles here go: an agency's story counts once, in
--       however many papers it stands, and so do copies and the versions of a page; another figure for the same thing
--       confirms none
WITH things AS (
    -- The same number of one thread; "at least 9" and "9" are one. A claim without a thread is told by its own article alone.
    SELECT claim_id, article_id, hash(thread_id, claims.unit, coalesce(value_low, value_high)) AS thing
    FROM thread_claims
    JOIN claims USING (claim_id)
),
told AS (
    SELECT
        thing,
        count(DISTINCT source) AS sources,
        any_value(agency) AS agency,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT page_id) AS pages
    FROM things
    JOIN article_sources USING (article_id)
    GROUP BY thing
)
SELECT
    flagged_claims.*,
    coalesce(told.agency, article_sources.agency) AS agency,
    coalesce(told.articles, 1) AS articles,
    coalesce(told.pages, 1) AS pages
FROM flagged_claims
JOIN article_sources USING (article_id)
LEFT JOIN things USING (claim_id)
LEFT JOIN told USING (thing)
WHERE coalesce(told.sources, 1) = 1
