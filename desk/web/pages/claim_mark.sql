-- what: how urgent a claim is, and the claim of an older version of the page that it only repeats
SELECT weight, always, needs_verification, priority, repeats FROM marks WHERE claim_id = $claim_id
