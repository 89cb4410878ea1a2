-- The articles that the report shows: of $most pages the newest version, those of the articles in $urgent (ids with commas
-- between) first and in that order, then the others as they came in; and of $urgent also the older versions, behind their newest.
WITH urgent AS (
    SELECT unnest(string_split($urgent, ',')) AS article_id, generate_subscripts(string_split($urgent, ','), 1) AS place
),
of_page AS (
    SELECT
        page_id,
        count(*) AS versions,
        min(place) AS page_place,
        arg_max(
            articles.article_id, (coalesce(last_returned_at, fetched_at), last_returned_at IS NOT NULL, articles.rowid)
        ) AS newest_id
    FROM articles
    LEFT JOIN (SELECT article_id, max(returned_at) AS last_returned_at FROM returns GROUP BY article_id) AS returned
        USING (article_id)
    LEFT JOIN urgent USING (article_id)
    GROUP BY page_id
),
chosen AS (
    SELECT of_page.*, newest.fetched_at AS came_at, newest.name AS came_as
    FROM of_page
    JOIN articles AS newest ON newest.article_id = newest_id
    ORDER BY page_place NULLS LAST, came_at, came_as
    LIMIT $most
)
SELECT articles.*, pages.url, pages.outlet, newest_id, versions
FROM chosen
JOIN articles USING (page_id)
JOIN pages USING (page_id)
LEFT JOIN urgent USING (article_id)
WHERE articles.article_id = newest_id OR place IS NOT NULL
ORDER BY page_place NULLS LAST, came_at, came_as, articles.article_id <> newest_id, articles.fetched_at DESC, articles.article_id
