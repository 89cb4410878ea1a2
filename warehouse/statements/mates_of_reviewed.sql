-- what: the claims in whose threads another claim was reviewed since the last run that finished began, and a little before,
--       since a review has its moment before it is committed; at most so many, those of the newest reviews first
SELECT mate.claim_id
FROM reviews
JOIN thread_claims AS own ON own.claim_id = reviews.claim_id
JOIN thread_claims AS mate ON mate.thread_id = own.thread_id
WHERE mate.claim_id <> own.claim_id
    AND reviews.reviewed_at > coalesce(
        (SELECT max(started_at) FROM runs WHERE flow = 'fact_check' AND state = 'finished'),
        TIMESTAMPTZ '1970-01-01 00:00:00+00'
    ) - INTERVAL 5 MINUTE
GROUP BY mate.claim_id
ORDER BY max(reviews.reviewed_at) DESC, mate.claim_id
LIMIT ?
