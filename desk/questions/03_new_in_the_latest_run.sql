-- group: What needs verifying
-- asks: What has the latest run brought?
-- gives: one row a flagged claim that the latest run found first, with its article
SELECT claims.claim_id, flagged_claims.quote, flagged_claims.claimant, flagged_claims.title, flagged_claims.outlet
FROM flagged_claims
JOIN claims USING (claim_id)
WHERE claims.run_id = (SELECT arg_max(run_id, started_at) FROM runs WHERE flow = 'fact_check')
    AND repeats IS NULL AND replaced_by IS NULL
ORDER BY priority DESC
LIMIT 50
