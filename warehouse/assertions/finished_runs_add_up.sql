-- what: a finished run read as many articles as were new and unchanged together, and tells how long it took
SELECT 'runs' AS table_name, run_id AS row_key
FROM runs
WHERE state = 'finished' AND (articles_read <> articles_new + articles_unchanged OR finished_at IS NULL OR seconds IS NULL)
