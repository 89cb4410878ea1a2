-- DuckDB alters no table that has an index, and does not survive a transaction that drops, alters and makes it again.
DROP INDEX claims_by_article_id;
DROP INDEX articles_by_page_id;
DROP INDEX articles_by_origin_id;
