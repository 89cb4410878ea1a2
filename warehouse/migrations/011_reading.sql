-- What read a claim is told by its form, what reads by one hash, and numbers that no form could read are counted.
ALTER TABLE runs ADD COLUMN numbers_unread BIGINT;
COMMENT ON COLUMN runs.numbers_unread IS 'numbers in the articles searched that no form could read; null for runs from before they were counted';
COMMENT ON COLUMN claims.found_by IS 'the finder, and for figures and rankings the form that read the words (figures:range)';
COMMENT ON COLUMN articles.found_with IS 'the hash of the code, lexicons and weights that looked for claims; null until some have';
