-- what: inputs and rows that the run refused
SELECT * FROM rejects WHERE run_id = $run_id ORDER BY table_name, rejected_at, reject_id LIMIT 50
