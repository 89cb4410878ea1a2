-- what: the outlet's newest articles with how much of each needs verifying
WITH newest AS (
    SELECT article_id, title, name, byline, published_at, fetched_at
    FROM articles
    JOIN pages USING (page_id)
    WHERE pages.outlet = $outlet
    ORDER BY coalesce(published_at, fetched_at) DESC, article_id
    LIMIT 50
)
SELECT *
FROM (
    SELECT newest.*, count(marks.claim_id) AS claims, count(*) FILTER (marks.needs_verification) AS flagged
    FROM newest
    LEFT JOIN marks USING (article_id)
    GROUP BY ALL
)
ORDER BY coalesce(published_at, fetched_at) DESC, article_id
