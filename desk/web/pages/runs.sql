-- what: one page of the runs, the newest first
SELECT *, count(*) OVER () AS total
FROM run_summary
WHERE $words IS NULL OR contains(lower(run_id || ' ' || flow || ' ' || state || ' ' || coalesce(note, '')), lower($words))
ORDER BY started_at DESC, run_id
LIMIT $rows OFFSET $skipped
