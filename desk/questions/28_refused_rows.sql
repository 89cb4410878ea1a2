-- group: The machine itself
-- asks: What was refused, and why?
-- gives: one row a rule: the table and column that it guards, and how often it was broken
SELECT table_name, column_name, rule, count(*) AS times
FROM rejects
WHERE replayed_at IS NULL
GROUP BY ALL
ORDER BY times DESC
