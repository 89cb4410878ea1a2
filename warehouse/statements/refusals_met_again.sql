-- what: inputs that are refused as they were before ($1, their names) stand among the open rejects again
UPDATE rejects
SET replayed_at = NULL
WHERE table_name = 'inputs' AND replayed_at IS NOT NULL AND list_contains($1, value);
