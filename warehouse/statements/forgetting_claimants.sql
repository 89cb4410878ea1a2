-- what: those whose every claim is gone, and whom nobody has joined with others or told apart.
CREATE OR REPLACE TEMP TABLE forgetting_claimants AS
SELECT claimant_id
FROM claimants
ANTI JOIN claim_claimants USING (claimant_id)
WHERE claimant_id NOT IN (SELECT claimant_id FROM claimant_acts)
    AND claimant_id NOT IN (SELECT other_id FROM claimant_acts WHERE other_id IS NOT NULL);
DELETE FROM claimant_names WHERE claimant_id IN (FROM forgetting_claimants);
DELETE FROM claimants WHERE claimant_id IN (FROM forgetting_claimants)
