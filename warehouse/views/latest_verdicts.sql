-- what: what people have found of claims that are resolved, by the latest review that was not taken back; no status is
--       inherited here
SELECT
    claim_id,
    max_by(verdict, (reviewed_at, review_id)) AS verdict,
    max(reviewed_at) AS reviewed_at,
    max_by(reviewer, (reviewed_at, review_id)) AS reviewer,
    max_by(evidence_url, (reviewed_at, review_id)) AS evidence_url
FROM reviews
ANTI JOIN (SELECT undoes AS review_id FROM reviews) AS taken_back USING (review_id)
WHERE undoes IS NULL
GROUP BY claim_id
HAVING max_by(status, (reviewed_at, review_id)) = 'resolved'
