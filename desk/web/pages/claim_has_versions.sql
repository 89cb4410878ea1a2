-- what: whether the article has other versions; the key alone leads to them, a second condition would read a column
WITH versions AS MATERIALIZED (SELECT article_id FROM articles WHERE page_id = $page_id)
SELECT 1 FROM versions WHERE article_id <> $article_id LIMIT 1
