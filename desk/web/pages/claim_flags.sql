-- what: the reasons why a claim needs verifying, with the inputs of each and what would clear it
SELECT flags.flag, flag_rules.why, flag_rules.says, flag_rules.clears, flags.weight, flag_rules.always, CAST(flags.detail AS VARCHAR) AS detail
FROM flags
JOIN flag_rules USING (flag)
WHERE flags.claim_id = $claim_id
ORDER BY flag_rules.always DESC, flags.weight DESC, flags.flag
