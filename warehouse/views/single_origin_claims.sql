-- what: flagged claims that only one source tells, as far as the articles here go: an agency's story counts once, in
--       however many papers it stands, and so do copies and the versions of a page; another figure for the same thing
--       confirms none
WITH things AS (
    -- The same number of one thread; "at least 9" and "9" are one.
    SELECT
        claim_id,
        article_id,
        CASE
            WHEN thread_id IS NULL THEN claim_id
            ELSE concat_ws(' ', thread_id, claims.unit, CAST(coalesce(value_low, value_high) AS VARCHAR))
        END AS thing
    FROM claims
    LEFT JOIN thread_claims USING (claim_id)
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
SELECT flagged_claims.*, told.agency, told.articles, told.pages
FROM flagged_claims
JOIN things USING (claim_id)
JOIN told USING (thing)
WHERE told.sources = 1
