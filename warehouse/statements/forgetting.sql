-- what: all ids that go with the pages: their own, those of their articles, and those of their claims.
CREATE OR REPLACE TEMP TABLE forgetting AS
SELECT 'pages.page_id' AS kind, page_id AS id, page_id, url FROM pages SEMI JOIN forgetting_pages USING (page_id)
UNION ALL
SELECT 'articles.article_id', article_id, page_id, NULL FROM articles SEMI JOIN forgetting_pages USING (page_id)
UNION ALL
SELECT 'claims.claim_id', claim_id, page_id, NULL
FROM claims
JOIN articles USING (article_id)
SEMI JOIN forgetting_pages USING (page_id)
