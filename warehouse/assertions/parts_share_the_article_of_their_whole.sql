-- what: a part and its whole are figures of the same article
SELECT 'claims' AS table_name, part.claim_id AS row_key
FROM claims AS part
JOIN claims AS whole ON whole.claim_id = part.part_of
WHERE whole.article_id <> part.article_id
