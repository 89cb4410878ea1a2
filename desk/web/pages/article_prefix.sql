-- what: the articles whose ids begin with some digits
SELECT article_id FROM articles WHERE starts_with(article_id, $digits) ORDER BY article_id LIMIT 2
