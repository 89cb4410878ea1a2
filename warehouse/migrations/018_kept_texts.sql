-- Of some texts the sentences of claims alone are kept, and of what was forgotten on request no more than that it was.
ALTER TABLE articles ADD COLUMN text_kept VARCHAR;
COMMENT ON COLUMN articles.text_kept IS 'spans: of the text only the sentences of its claims are kept, and every other character is ░; null: all of it is';
CREATE TABLE forgotten (
    page_id VARCHAR NOT NULL,
    forgotten_at TIMESTAMP WITH TIME ZONE NOT NULL,
    forgotten_by VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    claims BIGINT NOT NULL,
    PRIMARY KEY (page_id)
);
COMMENT ON TABLE forgotten IS 'A page that was deleted on request: that it was, when and by whom, and nothing of what it said.';
COMMENT ON COLUMN forgotten.page_id IS 'the hash that the page went by; what comes in under it is refused';
COMMENT ON COLUMN forgotten.forgotten_at IS 'when it was deleted';
COMMENT ON COLUMN forgotten.forgotten_by IS 'who deleted it';
COMMENT ON COLUMN forgotten.articles IS 'how many of its versions were kept until then';
COMMENT ON COLUMN forgotten.claims IS 'how many claims they had';
