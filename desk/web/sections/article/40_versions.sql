-- what: every version of the page, oldest first, if there are several
WITH versions AS (
    SELECT article_id, title, fetched_at, length(text) AS characters, count(*) OVER () AS how_many
    FROM articles
    WHERE page_id = $page_id
)
SELECT * FROM versions WHERE how_many > 1 ORDER BY fetched_at, article_id LIMIT 100
