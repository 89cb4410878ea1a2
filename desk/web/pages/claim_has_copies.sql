-- what: whether other pages carry the same story; the key alone leads to them, a second condition would read a column
WITH family AS MATERIALIZED (SELECT page_id FROM articles WHERE origin_id = $origin_id)
SELECT 1 FROM family WHERE page_id <> $page_id LIMIT 1
