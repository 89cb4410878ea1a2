-- what: refused rows of the pages, and refusals of their addresses.
DELETE FROM rejects
WHERE EXISTS (SELECT 1 FROM forgetting WHERE contains(row_json, id) OR (url IS NOT NULL AND contains(row_json, url)))
