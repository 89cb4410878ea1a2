-- what: where the work on each claim stands that was reviewed: its latest review that was not taken back; a claim that only repeats
--       one of an older version of its page stands where that one stands, until it has a review of its own (review_id)
WITH latest AS (
    SELECT
        claim_id,
        max_by(status, (reviewed_at, review_id)) AS status,
        max_by(verdict, (reviewed_at, review_id)) AS verdict,
        max_by(reviewer, (reviewed_at, review_id)) AS reviewer,
        max_by({name: assignee}, (reviewed_at, review_id)).name AS assignee,
        max(reviewed_at) AS reviewed_at,
        max_by(evidence_url, (reviewed_at, review_id)) AS evidence_url,
        max_by(review_id, (reviewed_at, review_id)) AS review_id,
        count(*) AS reviews
    FROM reviews
    ANTI JOIN (SELECT undoes AS review_id FROM reviews) AS taken_back USING (review_id)
    WHERE undoes IS NULL
    GROUP BY claim_id
)
FROM latest
UNION ALL
SELECT marks.claim_id, latest.* EXCLUDE (claim_id) REPLACE (NULL AS review_id, 0 AS reviews)
FROM marks
JOIN latest ON latest.claim_id = marks.repeats
WHERE marks.claim_id NOT IN (SELECT claim_id FROM latest)
