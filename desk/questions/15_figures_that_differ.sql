-- group: Figures
-- asks: Where do articles give different figures for the same thing?
-- gives: one row a measured thing, the widest apart first: its lowest and highest figure, and how many articles tell it
SELECT measured, unit, lowest, highest, relative_spread, articles, outlets
FROM figure_drift
ORDER BY relative_spread DESC NULLS LAST
