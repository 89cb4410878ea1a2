-- what: the same measured thing with figures that differ: which ways they differ, the gravest first, how far apart they
--       are, and the series of who told what and when. Sources are counted, not reprints: an agency's story is one source
--       in however many papers it stands. Spread is of the figures in the thread's own unit.
WITH figures AS (
    SELECT
        thread_id,
        claims.unit,
        claims.claim_id,
        claims.article_id,
        claims.quote,
        coalesce(value_low, value_high) AS low,
        coalesce(value_high, value_low) AS high,
        claims.modifier,
        pages.outlet,
        article_sources.source,
        claims.claimant,
        thread_claims.difference,
        thread_claims.differs_from,
        coalesce(articles.published_at, articles.fetched_at) AS told_at
    FROM thread_claims
    JOIN claims USING (claim_id)
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    JOIN (SELECT article_id, source FROM article_sources) AS article_sources USING (article_id)
    WHERE value_low IS NOT NULL OR value_high IS NOT NULL OR thread_claims.difference IS NOT NULL -- "dozens", of which one tells 54
),
drifting AS (
    SELECT
        thread_id,
        array_agg(DISTINCT difference) AS differences,
        count(*) AS claims,
        count(DISTINCT article_id) AS articles,
        count(DISTINCT outlet) AS outlets,
        count(DISTINCT source) AS sources,
        min(told_at) AS first_told_at,
        max(told_at) AS last_told_at,
        array_agg(
            {
                claim_id: claim_id, quote: quote, low: low, high: high, modifier: modifier, unit: unit, outlet: outlet, source: source,
                claimant: claimant, told_at: told_at, difference: difference, differs_from: differs_from
            }
            ORDER BY told_at, claim_id
        ) AS figures
    FROM figures
    GROUP BY thread_id
    HAVING count(difference) > 0
),
spreads AS (
    SELECT thread_id, min(low) AS lowest, max(high) AS highest
    FROM figures
    JOIN threads USING (thread_id)
    WHERE figures.unit IS NOT DISTINCT FROM threads.unit
    GROUP BY thread_id
)
SELECT
    thread_id,
    threads.measured,
    threads.unit,
    -- As in claims/tracking/drift.py, so that the first is the one to look at.
    list_filter(
        ['contradiction', 'different_source', 'different_scope', 'copy_of_old', 'update_over_time', 'rounding', 'conversion', 'modifier_only'],
        lambda kind: list_contains(differences, kind)
    ) AS differences,
    claims,
    articles,
    outlets,
    sources,
    lowest,
    highest,
    highest - lowest AS spread,
    -- 0.02: somebody rounded; 1 and more: somebody is wrong, or means something else
    round((highest - lowest) / nullif(greatest(abs(highest), abs(lowest)), 0), 4) AS relative_spread,
    first_told_at,
    last_told_at,
    figures
FROM drifting
JOIN threads USING (thread_id)
LEFT JOIN spreads USING (thread_id)
