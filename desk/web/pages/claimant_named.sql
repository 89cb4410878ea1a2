-- what: the claimants who go by a name, or are printed so, the one with most claims first
SELECT claimant_id, count(*) AS claims
FROM marks
JOIN claimants USING (claimant_id)
WHERE claimant = $printed OR name = $printed
GROUP BY claimant_id
ORDER BY claims DESC, claimant_id
LIMIT 2
