-- what: lets the marks follow a threshold that has changed; the weights are as they were
UPDATE marks
SET needs_verification = always OR weight >= threshold
FROM marking_settings
WHERE needs_verification <> (always OR weight >= threshold)
