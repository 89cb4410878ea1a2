-- Every claim has a question ready for whoever keeps the facts, and says what kind of authority that would be.
ALTER TABLE claims ADD COLUMN question VARCHAR;
COMMENT ON COLUMN claims.question IS 'what to ask of it outside the article; null where it was read before questions were';
ALTER TABLE claims ADD COLUMN authority VARCHAR;
COMMENT ON COLUMN claims.authority IS 'what kind of authority would settle it';
ALTER TABLE claims ADD COLUMN settled_by VARCHAR;
COMMENT ON COLUMN claims.settled_by IS 'which authority that would be, for people';
