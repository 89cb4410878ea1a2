-- what: copies of an article that is gone are copies of the first among them.
UPDATE articles
SET origin_id = firsts.article_id
FROM (
    SELECT origin_id, arg_min(article_id, (fetched_at, article_id)) AS article_id
    FROM articles
    WHERE origin_id IN (SELECT id FROM forgetting)
    GROUP BY origin_id
) AS firsts
WHERE articles.origin_id = firsts.origin_id
