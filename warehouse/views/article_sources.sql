-- what: where each article's words come from: its agency, or that of its copies, else the page that was the first to
--       have them; articles of one source confirm nothing to each other
SELECT
    articles.article_id,
    articles.page_id,
    articles.origin_id,
    coalesce(articles.agency, families.agency) AS agency,
    coalesce(articles.agency, families.agency, origins.page_id) AS source
FROM articles
JOIN articles AS origins ON origins.article_id = articles.origin_id
JOIN (SELECT origin_id, min(agency) AS agency FROM articles GROUP BY origin_id) AS families
    ON families.origin_id = articles.origin_id
