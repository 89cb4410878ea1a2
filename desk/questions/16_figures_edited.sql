-- group: Figures
-- asks: Which figures did an outlet change after it had published them?
-- gives: one row an edit, the newest first: the words before and after, and whether a notice of correction tells of it
SELECT claim_id_after AS claim_id, outlet, measured, changes, quote_before, quote_after, is_silent, fetched_at_after
FROM figure_edits
WHERE is_within
ORDER BY fetched_at_after DESC
