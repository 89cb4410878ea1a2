-- How often each flag fired on a claim to verify of the claimants who have most of them.
WITH flagged AS (
    SELECT claim_id, claimant AS subject
    FROM claims
    JOIN claim_flags USING (claim_id)
    WHERE needs_verification AND repeats IS NULL AND claimant IS NOT NULL
),

busiest AS (
    SELECT subject FROM flagged GROUP BY subject ORDER BY count(*) DESC, subject LIMIT $most_pages
)

SELECT subject, flag, count(*) AS claims
FROM flagged
SEMI JOIN busiest USING (subject)
JOIN flags USING (claim_id)
GROUP BY subject, flag
ORDER BY claims DESC, flag
