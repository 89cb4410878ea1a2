-- what: lets the flags that are set follow the weight that their rule has today
UPDATE flags
SET weight = flag_rules.weight
FROM flag_rules
WHERE flag_rules.flag = flags.flag AND flags.weight <> flag_rules.weight
