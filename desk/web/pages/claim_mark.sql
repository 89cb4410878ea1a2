-- what: how urgent a claim is, the item that it belongs to, and the claim of an older version of the page that it only repeats
SELECT weight, always, needs_verification, priority, repeats, item, item_claims FROM marks WHERE claim_id = $claim_id
