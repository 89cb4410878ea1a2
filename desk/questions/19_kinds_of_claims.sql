-- group: Figures
-- asks: Of which kinds are the claims?
-- gives: two columns, which the desk draws as bars: a kind, and how many claims are of it
SELECT kind, count(*) AS claims
FROM current_claims
GROUP BY kind
ORDER BY claims DESC, kind
