-- group: Who says what
-- asks: Who is heard most?
-- gives: two columns, which the desk draws as bars: a claimant, and how many claims they make
SELECT claimant, count(*) AS claims
FROM claims
WHERE claimant IS NOT NULL
GROUP BY claimant
ORDER BY claims DESC, claimant
LIMIT 15
