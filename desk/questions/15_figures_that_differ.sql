-- group: Figures
-- asks: Where do articles give different figures for the same thing?
-- gives: one row a measured thing, contradictions first, then the widest apart: its figures, and how many sources tell it
SELECT measured, unit, differences, lowest, highest, relative_spread, articles, outlets, sources
FROM figure_drift
WHERE NOT list_has_all(['modifier_only', 'conversion'], differences)
ORDER BY list_contains(['contradiction', 'different_source'], differences[1]) DESC, relative_spread DESC NULLS LAST, thread_id
