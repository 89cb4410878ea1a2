-- what: no flag is set twice on a claim: the table has no keys that would refuse it
SELECT 'flags' AS table_name, claim_id AS row_key
FROM flags
GROUP BY claim_id, flag
HAVING count(*) > 1
