-- group: What we found
-- asks: What have other fact-checkers found lately?
-- gives: one row a fact-check that was imported, the latest first
SELECT reviewed_on, publisher, claimant, claim_reviewed, rating, url
FROM fact_checks
ORDER BY reviewed_on DESC NULLS LAST
LIMIT 50
