-- what: lets the flags of the claims in `marking` be those in `marking_flags`; the rows of those that are the same stay
DELETE FROM flags
WHERE rowid IN (
    SELECT place
    FROM former_flags
    ANTI JOIN marking_flags USING (claim_id, flag, weight, detail, flagged_at, run_id)
);
INSERT INTO flags BY NAME
SELECT *
FROM marking_flags
ANTI JOIN former_flags USING (claim_id, flag, weight, detail, flagged_at, run_id)
