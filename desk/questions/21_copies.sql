-- group: Where it comes from
-- asks: Which stories are copies of one another, and whose are they?
-- gives: one row a story that stands on several pages: its first page, its agency, and the pages that have it
SELECT first.name AS origin, article_sources.agency, count(DISTINCT articles.page_id) AS pages,
    list(DISTINCT articles.name) AS copies
FROM articles
JOIN article_sources USING (article_id)
JOIN articles AS first ON first.article_id = articles.origin_id
GROUP BY ALL
HAVING count(DISTINCT articles.page_id) > 1
