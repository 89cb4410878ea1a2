-- what: what is kept of the pages: that they were deleted.
INSERT INTO forgotten
SELECT page_id, ?, ?, articles, claims FROM forgetting_counts ANTI JOIN forgotten USING (page_id)
