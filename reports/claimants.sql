-- Who asserts the claims that need verifying, the most frequent first; null is what the articles say themselves.
SELECT claimant, count(*) AS claims, count(*) OVER () AS how_many
FROM claims
JOIN claim_flags USING (claim_id)
WHERE needs_verification AND repeats IS NULL
GROUP BY claimant
ORDER BY claims DESC, claimant NULLS FIRST
LIMIT $most_rows
