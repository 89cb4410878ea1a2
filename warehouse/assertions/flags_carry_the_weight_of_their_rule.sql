-- what: a flag's weight is the one that its rule has today; where it is not, the claims want marking again
SELECT 'flags' AS table_name, claim_id AS row_key
FROM flags
JOIN flag_rules USING (flag)
WHERE flags.weight <> flag_rules.weight
