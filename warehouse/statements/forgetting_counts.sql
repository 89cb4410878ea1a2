-- what: how much of each page is to go.
SELECT page_id, max(url) AS url, count(*) FILTER (kind = 'articles.article_id') AS articles,
    count(*) FILTER (kind = 'claims.claim_id') AS claims
FROM forgetting
GROUP BY page_id
ORDER BY page_id
