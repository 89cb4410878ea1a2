-- group: Where it comes from
-- asks: How many claims came on each day?
-- gives: two columns, which the desk draws as a line: a day, and the claims in what was published or fetched on it
SELECT CAST(coalesce(published_at, fetched_at) AS DATE) AS day, count(*) AS claims
FROM current_claims
GROUP BY day
ORDER BY day
