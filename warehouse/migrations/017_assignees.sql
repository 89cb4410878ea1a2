-- Who is to work on a claim is said by reviews, as its status is: appended, signed, and taken back like any other.
ALTER TABLE reviews ADD COLUMN assignee VARCHAR;
COMMENT ON COLUMN reviews.assignee IS 'who is to work on the claim from now on; null for nobody';
