-- what: where the claim stands that another one only repeats, and when its version of the page was read
SELECT claims.claim_id, coalesce(status_now.status, 'new') AS status, status_now.verdict, articles.fetched_at
FROM (FROM claims WHERE claim_id = $repeats) AS claims
JOIN articles USING (article_id)
LEFT JOIN status_now USING (claim_id)
