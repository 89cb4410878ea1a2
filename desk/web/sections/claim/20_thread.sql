-- what: nothing more than the page knows: what the thread comes to was asked for step by step (reports/series_rows.py)
-- only if: series
SELECT $claim_id AS claim_id
