-- The inputs that were refused behind the row $rejects, the newest first.
SELECT json_extract_string(row_json, '$.name') AS name, rule
FROM rejects
WHERE table_name = 'inputs' AND replayed_at IS NULL AND rowid > $rejects
ORDER BY rowid DESC
LIMIT $most_rows
