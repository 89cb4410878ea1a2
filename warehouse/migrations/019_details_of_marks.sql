-- What a flag was set on stands beside its name in the marks, so that a list of flagged claims need not gather all flags first.
ALTER TABLE marks ADD COLUMN details VARCHAR[];
COMMENT ON COLUMN marks.details IS 'what each of its flags was set on, in their order: JSON, or no words';
COMMENT ON COLUMN marks.flags IS 'the names of its flags, the heaviest first';
UPDATE marks SET details = [];
UPDATE marks
SET details = told.details
FROM (
    SELECT
        claim_id,
        list_transform(
            list_sort(array_agg({lightness: -flags.weight, flag: flag, detail: coalesce(CAST(detail AS VARCHAR), '')})),
            lambda each: each.detail
        ) AS details
    FROM flags
    JOIN flag_rules USING (flag)
    GROUP BY claim_id
) AS told
WHERE marks.claim_id = told.claim_id;
