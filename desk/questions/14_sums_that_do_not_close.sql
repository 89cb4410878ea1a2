-- group: Figures
-- asks: Which numbers of one article contradict one another?
-- gives: one row a contradiction: what it says, what is printed, what the other numbers make, and the article
SELECT says, printed, expected, rule, title, published_at, article_id
FROM miscounts
JOIN articles USING (article_id)
WHERE miscounts.found_with = articles.found_with
ORDER BY published_at DESC NULLS LAST, miscount_id
