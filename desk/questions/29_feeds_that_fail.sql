-- group: The machine itself
-- asks: Which feeds answer badly?
-- gives: one row a feed or sitemap that has failed: how often in a row, and what to do
SELECT url, state, failures_in_a_row, last_good_at, next_step
FROM feed_health
WHERE failures_in_a_row > 0
ORDER BY failures_in_a_row DESC
