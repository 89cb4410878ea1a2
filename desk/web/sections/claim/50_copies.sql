-- what: other pages that carry the same story, each once, and this claim in each that has its words
-- only if: has_copies
WITH family AS MATERIALIZED (
    SELECT article_id, page_id, title, name, published_at, agency, count(DISTINCT page_id) OVER () AS pages
    FROM articles
    WHERE origin_id = $origin_id AND page_id <> $page_id
    QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, article_id) = 1
    ORDER BY published_at NULLS LAST, article_id
    LIMIT 50
),
alike AS MATERIALIZED (
    SELECT article_id, min(claim_id) AS claim_id
    FROM claims
    WHERE article_id IN (SELECT article_id FROM family) AND kind = $kind AND quote = $quote
    GROUP BY article_id
)
SELECT family.*, pages.outlet, alike.claim_id, coalesce($agency, family.agency) AS told_by
FROM family
JOIN pages USING (page_id)
LEFT JOIN alike USING (article_id)
ORDER BY family.published_at NULLS LAST, family.article_id
