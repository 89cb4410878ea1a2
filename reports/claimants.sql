-- Who asserts the claims that need verifying, the most frequent first, each by one name where it is known who is who; null is
-- what the articles say themselves.
SELECT coalesce(claimants.name, marks.claimant) AS claimant, count(*) AS claims, count(*) OVER () AS how_many
FROM marks
LEFT JOIN claimants USING (claimant_id)
WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL
GROUP BY coalesce(claimants.name, marks.claimant)
ORDER BY claims DESC, claimant NULLS FIRST
LIMIT $most_rows
