-- group: What we found
-- asks: Who has reviewed how much, and how long did claims wait for it?
-- gives: one row a reviewer: reviews, claims, and the hours from finding a claim to its review, as a median
SELECT
    reviewer,
    count(*) AS reviews,
    count(DISTINCT claim_id) AS claims,
    round(median(date_diff('minute', found_at, reviewed_at)) / 60, 1) AS hours_waited
FROM reviews
JOIN claims USING (claim_id)
GROUP BY reviewer
ORDER BY reviews DESC
