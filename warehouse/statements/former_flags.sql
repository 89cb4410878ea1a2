-- what: the flags that the claims in `marking` had until now; those that they have again stay as they were set
CREATE OR REPLACE TEMP TABLE former_flags AS
SELECT rowid AS place, *
FROM flags
WHERE claim_id IN (SELECT claim_id FROM marking);
UPDATE marking_flags
SET flagged_at = former_flags.flagged_at, run_id = former_flags.run_id
FROM former_flags
WHERE former_flags.claim_id = marking_flags.claim_id AND former_flags.flag = marking_flags.flag
