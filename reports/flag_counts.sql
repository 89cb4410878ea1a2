-- How often each flag fired on a claim that needs verifying, the most frequent first.
SELECT flag, count(*) AS claims
FROM flags
JOIN claim_flags USING (claim_id)
WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL
GROUP BY flag
ORDER BY claims DESC, flag
