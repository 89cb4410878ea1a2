-- what: the reasons why a claim needs verifying, with the inputs of each and what would clear it
SELECT flag, why, says, clears, weight, flag_rules.always, detail
FROM (SELECT unnest(flags) AS flag, unnest(details) AS detail FROM marks WHERE claim_id = $claim_id)
JOIN flag_rules USING (flag)
ORDER BY flag_rules.always DESC, weight DESC, flag
