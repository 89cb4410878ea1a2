-- what: lets the marks follow a threshold that has changed; the reasons are as they were
UPDATE marks
SET needs_verification = always OR (len(flags) > 0 AND priority >= threshold)
FROM marking_settings
WHERE needs_verification <> (always OR (len(flags) > 0 AND priority >= threshold))
