-- what: reviews that were written after the snapshot was published, as the desk has noted them
CREATE TABLE memory.fresh_reviews AS FROM factdesk.reviews LIMIT 0;
