-- what: an article's text is the one that its hash was made of, where all of it is kept
SELECT 'articles' AS table_name, article_id AS row_key
FROM articles
WHERE text_kept IS NULL AND sha256(text) <> text_sha256
