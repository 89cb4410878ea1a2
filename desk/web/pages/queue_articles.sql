-- what: what some articles are called; their ids stand in the text, for the key's index
SELECT article_id, title, name AS article_name FROM articles WHERE article_id IN (/*ids*/)
