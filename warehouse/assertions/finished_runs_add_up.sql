-- what: a finished run read no fewer articles than were new and unchanged together (others were known, and read again by newer
--       finders), and tells how long it took
SELECT 'runs' AS table_name, run_id AS row_key
FROM runs
WHERE state = 'finished' AND (articles_read < articles_new + articles_unchanged OR finished_at IS NULL OR seconds IS NULL)
