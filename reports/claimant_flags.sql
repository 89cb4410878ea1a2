-- How often each flag fired on a claim to verify of the claimants who have most of them.
WITH flagged AS (
    SELECT claim_id, claimant_id, name AS subject
    FROM marks
    JOIN claimants USING (claimant_id)
    WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL
),

busiest AS (
    SELECT subject, claimant_id
    FROM flagged
    GROUP BY subject, claimant_id
    QUALIFY row_number() OVER (PARTITION BY subject ORDER BY count(*) DESC, claimant_id) = 1
    ORDER BY count(*) DESC, subject
    LIMIT $most_pages
)

SELECT subject, flag, count(*) AS claims
FROM flagged
SEMI JOIN busiest USING (claimant_id)
JOIN flags USING (claim_id)
GROUP BY subject, flag
ORDER BY claims DESC, flag
