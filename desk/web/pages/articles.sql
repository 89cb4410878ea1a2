-- what: one page of the articles, the newest first, each by its newest version, with how many versions its page has; the
--       versions of one page, or the pages that carry the text of one, where these are asked for
WITH asked AS MATERIALIZED (
    SELECT article_id, page_id, origin_id FROM articles WHERE article_id IN ($versions_of, $copies_of)
),
known AS (
    SELECT
        articles.article_id, title, name, byline, published_at, fetched_at, outlet, genre, agency,
        count(*) OVER (PARTITION BY page_id) AS versions,
        row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, articles.rowid DESC) AS age
    FROM articles
    JOIN pages USING (page_id)
    WHERE ($words IS NULL OR contains(lower(concat_ws(' ', title, name, byline, outlet, url)), lower($words)))
        AND ($versions_of IS NULL OR page_id IN (SELECT page_id FROM asked))
        AND ($copies_of IS NULL OR origin_id IN (SELECT origin_id FROM asked))
),
chosen AS (
    SELECT *, count(*) OVER () AS total
    FROM known
    WHERE age = 1 OR $versions_of IS NOT NULL
    ORDER BY CASE WHEN $versions_of IS NULL THEN coalesce(published_at, fetched_at) ELSE fetched_at END DESC, article_id
    LIMIT $rows OFFSET $skipped
),
counted AS (
    SELECT
        article_id,
        count(*) AS claims,
        count(DISTINCT item) FILTER (coalesce(status, 'new') NOT IN ('resolved', 'dismissed')) AS open,
        count(DISTINCT item) AS items
    FROM marks
    LEFT JOIN status_now USING (claim_id)
    WHERE article_id IN (SELECT article_id FROM chosen)
    GROUP BY article_id
)
SELECT chosen.*, coalesce(claims, 0) AS claims, coalesce(items, 0) AS items, coalesce(open, 0) AS open
FROM chosen
LEFT JOIN counted USING (article_id)
ORDER BY CASE WHEN $versions_of IS NULL THEN coalesce(published_at, fetched_at) ELSE fetched_at END DESC, article_id
