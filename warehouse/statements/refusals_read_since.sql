-- what: refused inputs that were read after all are marked as such: those of these names or addresses ($1), and of paths
--       that end in one of the names, at the moment $2
UPDATE rejects
SET replayed_at = $2
WHERE table_name = 'inputs'
    AND replayed_at IS NULL
    AND (
        list_contains($1, value)
        OR EXISTS (SELECT 1 FROM unnest($1) AS read(name) WHERE ends_with(value, '/' || read.name))
    );
