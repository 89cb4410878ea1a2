-- group: Who says what
-- asks: How often was each claimant checked, and what came out?
-- gives: one row a claimant: claims, how many need verifying, how many were judged, and the verdicts
FROM claimant_record
WHERE flagged > 0
ORDER BY judged DESC, flagged DESC, claimant
LIMIT 50
