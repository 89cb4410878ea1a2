-- what: lets the marks of the pages in `incoming` follow an outlet that has changed
UPDATE marks
SET outlet = pages.outlet
FROM articles
JOIN pages ON pages.page_id = articles.page_id
WHERE articles.article_id = marks.article_id
    AND pages.page_id IN (SELECT page_id FROM incoming)
    AND marks.outlet IS DISTINCT FROM pages.outlet
