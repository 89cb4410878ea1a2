-- what: the marks of reviewed claims with where each stands and its row in `marks`: so few that a page may read them all,
--       and leave them out of `marks` by a number instead of a text
CREATE TABLE memory.reviewed_marks AS
SELECT marks.rowid AS mark_row, marks.*, status_now.* EXCLUDE (claim_id)
FROM memory.status_now
JOIN factdesk.marks USING (claim_id);
