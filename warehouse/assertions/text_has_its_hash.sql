-- what: an article's text is the one that its hash was made of
SELECT 'articles' AS table_name, article_id AS row_key
FROM articles
WHERE sha256(text) <> text_sha256
