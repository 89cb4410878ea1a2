-- How often each flag fired on a claim to verify of the outlets that have most of them.
WITH flagged AS (
    SELECT claim_id, outlet AS subject
    FROM claims
    JOIN claim_flags USING (claim_id)
    JOIN articles USING (article_id)
    JOIN pages USING (page_id)
    WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL AND outlet IS NOT NULL
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
