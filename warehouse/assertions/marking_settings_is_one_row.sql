-- what: there is one row of marking settings at most
SELECT 'marking_settings' AS table_name, 'rows: ' || count(*) AS row_key
FROM marking_settings
HAVING count(*) > 1
