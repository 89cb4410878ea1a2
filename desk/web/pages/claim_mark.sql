-- what: how urgent a claim is
SELECT weight, always, needs_verification, priority FROM marks WHERE claim_id = $claim_id
