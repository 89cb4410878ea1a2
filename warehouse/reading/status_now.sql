-- what: latest_reviews, kept ready, since every page asks for it; what is noted rewrites the claims that it is about
CREATE TABLE memory.status_now AS FROM memory.latest_reviews;
