-- The page of an article asks for its claims, versions and copies: without these, each such question reads a column.
CREATE INDEX claims_by_article_id ON claims (article_id);
CREATE INDEX articles_by_page_id ON articles (page_id);
CREATE INDEX articles_by_origin_id ON articles (origin_id);
