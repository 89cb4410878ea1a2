-- what: what reviews found of the claimant's claims, by verdict
SELECT verdict, count(*) AS claims
FROM status_now
JOIN marks USING (claim_id)
WHERE (marks.claimant_id = $claimant OR ($claimant IS NULL AND marks.claimant_id IS NULL AND marks.claimant = $printed)) AND review_id IS NOT NULL AND status = 'resolved' AND verdict IS NOT NULL
GROUP BY verdict
ORDER BY claims DESC, verdict
