-- what: for each flag, how many of the claims in `marking` have it now and had it not before, and the other way round
SELECT
    flag,
    count(*) FILTER (former_flags.claim_id IS NULL) AS gained,
    count(*) FILTER (marking_flags.claim_id IS NULL) AS lost
FROM marking_flags
FULL JOIN former_flags USING (claim_id, flag)
GROUP BY flag
HAVING gained + lost > 0
ORDER BY flag
