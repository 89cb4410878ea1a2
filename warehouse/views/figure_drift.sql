-- what: the same measured thing with figures that differ: which ways they differ, the gravest first, how far apart they
--       are, and the series of who told what and when. Sources are counted, not reprints: an agency's story is one source
--       in however many papers it stands. Articles are pages, and claims what these say now; the series tells each version. Spread is of the figures in the thread's own unit.
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
        articles.page_id,
        coalesce(is_past, false) AS is_past,
        -- What a later version tells was told when it was read: the page keeps the day on which it was published.
        CASE
            WHEN articles.fetched_at = began.first_fetched_at THEN coalesce(articles.published_at, articles.fetched_at)
            ELSE articles.fetched_at
        END AS told_at
    FROM thread_claims
    JOIN claims USING (claim_id)
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    JOIN (SELECT page_id, min(fetched_at) AS first_fetched_at FROM articles GROUP BY page_id) AS began USING (page_id)
    LEFT JOIN (SELECT claim_id, repeats IS NOT NULL OR replaced_by IS NOT NULL AS is_past FROM marks) AS past USING (claim_id)
    JOIN (SELECT article_id, source FROM article_sources) AS article_sources USING (article_id)
    WHERE value_low IS NOT NULL OR value_high IS NOT NULL OR thread_claims.difference IS NOT NULL -- "dozens", of which one tells 54
),
drifting AS (
    SELECT
        thread_id,
        array_agg(DISTINCT difference) AS differences,
        count(*) FILTER (NOT is_past) AS claims,
        count(DISTINCT page_id) AS articles,
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
