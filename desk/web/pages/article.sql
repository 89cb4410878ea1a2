-- what: an article with its page and its text
SELECT articles.*, pages.url, pages.outlet, pages.first_seen_at, pages.last_seen_at
FROM articles
JOIN pages USING (page_id)
WHERE articles.article_id = $article_id
