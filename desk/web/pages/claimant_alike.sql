-- what: other claimants whose name ends in the same word, who may be the same one, those with most claims first
WITH own AS (
    SELECT claimant_id, string_split(lower(name), ' ')[-1] AS word FROM claimants WHERE claimant_id = $claimant
)
SELECT claimants.claimant_id, claimants.name, count(*) AS claims, count(DISTINCT marks.article_id) AS articles
FROM marks
JOIN claimants USING (claimant_id)
JOIN own ON string_split(lower(claimants.name), ' ')[-1] = own.word AND claimants.claimant_id <> own.claimant_id
GROUP BY ALL
ORDER BY claims DESC, claimants.claimant_id
LIMIT 8
