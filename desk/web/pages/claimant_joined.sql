-- what: the claimant that one was joined with last, by an act that holds
SELECT other_id
FROM claimant_acts
WHERE act = 'join' AND claimant_id = $claimant
    AND act_id NOT IN (SELECT undoes FROM claimant_acts WHERE undoes IS NOT NULL)
ORDER BY acted_at DESC
LIMIT 1
