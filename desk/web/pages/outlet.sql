-- what: one outlet with its numbers; no row for one that no page is of
SELECT
    any_value(pages.outlet) AS outlet,
    count(DISTINCT pages.page_id) AS pages,
    count(DISTINCT articles.article_id) AS articles,
    -- A version of a page is no copy of it, so pages are counted, and only those whose text another page had before.
    count(DISTINCT pages.page_id) FILTER (origins.page_id <> articles.page_id) AS copies,
    max(articles.published_at) AS newest_at
FROM pages
JOIN articles USING (page_id)
LEFT JOIN articles AS origins ON origins.article_id = articles.origin_id
WHERE pages.outlet = $outlet
HAVING count(*) > 0
