-- what: one page of what was refused and is not saved yet, the newest first
SELECT *, count(*) OVER () AS total
FROM rejects
WHERE replayed_at IS NULL
    AND ($words IS NULL OR contains(lower(concat_ws(' ', table_name, column_name, rule, value, run_id)), lower($words)))
ORDER BY rejected_at DESC, reject_id
LIMIT $rows OFFSET $skipped
