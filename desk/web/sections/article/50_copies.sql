-- what: other pages that carry the same story, each once; the one that was the first to have it is said to be the origin
WITH family AS MATERIALIZED (
    SELECT
        article_id, page_id, title, name, published_at, agency, article_id = $origin_id AS is_origin,
        count(DISTINCT page_id) OVER () AS pages
    FROM articles
    WHERE origin_id = $origin_id AND page_id <> $page_id
    QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY article_id = $origin_id DESC, fetched_at DESC, article_id) = 1
    ORDER BY is_origin DESC, published_at NULLS LAST, article_id
    LIMIT 100
)
SELECT family.*, pages.outlet, coalesce($agency, family.agency) AS told_by
FROM family
JOIN pages USING (page_id)
ORDER BY family.is_origin DESC, family.published_at NULLS LAST, family.article_id
