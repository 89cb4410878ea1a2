-- what: one outlet with its numbers; no row for one that no page is of
SELECT
    any_value(pages.outlet) AS outlet,
    count(DISTINCT pages.page_id) AS pages,
    count(DISTINCT articles.article_id) AS articles,
    count(DISTINCT articles.article_id) FILTER (articles.origin_id <> articles.article_id) AS copies,
    max(articles.published_at) AS newest_at
FROM pages
JOIN articles USING (page_id)
WHERE pages.outlet = $outlet
HAVING count(*) > 0
