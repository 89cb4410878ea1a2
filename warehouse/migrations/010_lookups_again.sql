-- As in 006, after the columns of 009.
CREATE INDEX claims_by_article_id ON claims (article_id);
CREATE INDEX articles_by_page_id ON articles (page_id);
CREATE INDEX articles_by_origin_id ON articles (origin_id);
