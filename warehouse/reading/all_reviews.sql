-- what: every review, of the snapshot and since; what is noted is never in the snapshot too, so each stands here once
CREATE VIEW memory.all_reviews AS
FROM factdesk.reviews
UNION ALL BY NAME
FROM memory.fresh_reviews;
