-- The inputs that were refused since a moment, the newest first.
SELECT json_extract_string(row_json, '$.name') AS name, rule
FROM rejects
WHERE table_name = 'inputs' AND replayed_at IS NULL AND rejected_at > $since
ORDER BY rejected_at DESC, reject_id
LIMIT $most_rows
