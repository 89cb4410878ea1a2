-- what: the same measured thing with figures that cannot all be true, across articles: how far apart, and who says what
WITH figures AS (
    SELECT
        thread_id,
        threads.measured,
        claims.unit,
        claims.claim_id,
        claims.article_id,
        coalesce(value_low, value_high) AS low,
        coalesce(value_high, value_low) AS high,
        pages.outlet,
        article_sources.source,
        claims.claimant,
        coalesce(articles.published_at, articles.fetched_at) AS told_at
    FROM threads
    JOIN thread_claims USING (thread_id)
    JOIN claims USING (claim_id)
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    JOIN (SELECT article_id, source FROM article_sources) AS article_sources USING (article_id)
    WHERE value_low IS NOT NULL OR value_high IS NOT NULL
)
SELECT
    thread_id,
    any_value(measured) AS measured,
    unit,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet) AS outlets,
    count(DISTINCT source) AS sources,
    min(low) AS lowest,
    max(high) AS highest,
    max(high) - min(low) AS spread,
    -- 0.02: somebody rounded; 1 and more: somebody is wrong, or means something else
    round((max(high) - min(low)) / nullif(greatest(abs(max(high)), abs(min(low))), 0), 4) AS relative_spread,
    min(told_at) AS first_told_at,
    max(told_at) AS last_told_at,
    array_agg({claim_id: claim_id, low: low, high: high, outlet: outlet, claimant: claimant, told_at: told_at}
        ORDER BY told_at, claim_id) AS figures
FROM figures
GROUP BY thread_id, unit
HAVING count(DISTINCT article_id) > 1 AND max(low) > min(high)
