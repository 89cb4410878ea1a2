-- what: the article of a claim, with the text around its words
SELECT
    page_id, origin_id, title, name AS article_name, byline, language, published_at, published_basis, fetched_at, agency,
    substr(text, $window_start + 1, $window_end - $window_start) AS window_text,
    length(text) AS text_length
FROM articles
WHERE article_id = $article_id
