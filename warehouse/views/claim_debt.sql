-- what: for each flag, how many claims wait for verification, how many are settled, and since when the oldest waits
SELECT
    flag,
    count(*) AS flagged,
    count(*) FILTER (status NOT IN ('resolved', 'dismissed')) AS open,
    count(*) FILTER (status IN ('resolved', 'dismissed')) AS settled,
    min(found_at) FILTER (status NOT IN ('resolved', 'dismissed')) AS oldest_open_at
FROM flags
JOIN claim_flags USING (claim_id)
JOIN claim_status USING (claim_id)
JOIN claims USING (claim_id)
WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL
GROUP BY flag
