-- what: where the claim stands that another one only repeats, and when its version of the page was read
SELECT claims.claim_id, coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, articles.fetched_at, articles.page_id, pages.outlet, articles.title,
    articles.name AS article_name
FROM (FROM claims WHERE claim_id = $repeats) AS claims
JOIN articles USING (article_id)
JOIN pages USING (page_id)
LEFT JOIN status_now USING (claim_id)
