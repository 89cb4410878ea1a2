-- what: the articles whose items a marking may change: those of the claims in `marking`, and the other versions of their pages
SELECT article_id
FROM articles
WHERE page_id IN (SELECT page_id FROM articles WHERE article_id IN (SELECT article_id FROM marking))
