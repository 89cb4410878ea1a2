-- what: the page of an article, and whether it has other versions, and its story other pages
SELECT
    url, outlet,
    EXISTS (FROM articles WHERE page_id = $page_id AND article_id <> $article_id) AS has_versions,
    EXISTS (FROM articles WHERE origin_id = $origin_id AND page_id <> $page_id) AS has_copies
FROM pages
WHERE page_id = $page_id
