-- group: Who says what
-- asks: Who is heard most?
-- gives: two columns, which the desk draws as bars: a claimant, and how many claims they make, those of older versions and copies left out
SELECT claimant, count(*) AS claims
FROM current_claims
WHERE claimant IS NOT NULL
GROUP BY claimant
ORDER BY claims DESC, claimant
LIMIT 15
