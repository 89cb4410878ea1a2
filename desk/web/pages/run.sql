-- what: one run with its counts and its sentence
SELECT * FROM run_summary WHERE run_id = $run_id
