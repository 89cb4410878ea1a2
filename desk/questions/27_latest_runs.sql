-- group: The machine itself
-- asks: What did the latest runs do?
-- gives: one row a run, newest first, with a sentence on it
SELECT started_at, flow, state, summary, seconds
FROM run_summary
LIMIT 5
