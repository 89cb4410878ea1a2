-- what: articles that the run read first, those with most to verify first
SELECT articles.article_id, any_value(title) AS title, any_value(name) AS name, any_value(byline) AS byline,
    any_value(articles.published_at) AS published_at,
    count(marks.claim_id) AS claims, count(*) FILTER (marks.needs_verification) AS flagged
FROM articles
LEFT JOIN marks USING (article_id)
WHERE articles.run_id = $run_id
GROUP BY articles.article_id
ORDER BY flagged DESC, claims DESC, articles.article_id
LIMIT 50
