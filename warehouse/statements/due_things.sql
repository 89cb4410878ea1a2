-- what: what outside sources can be asked about, one row a claim, thread by thread: the threads with the most pressing open
--       claim first, within each the claim that leads it first; what is in no thread stands for itself
WITH open_claims AS (
    SELECT claim_id, priority, coalesce(thread_id, claim_id) AS thing
    FROM verification_queue
    LEFT JOIN (SELECT claim_id, min(thread_id) AS thread_id FROM thread_claims GROUP BY claim_id) AS threaded USING (claim_id)
),
things AS (
    SELECT thing, max(priority) AS pressing
    FROM open_claims
    GROUP BY thing
    ORDER BY pressing DESC, thing
    LIMIT ?
),
members AS (
    SELECT thing, pressing, claim_id, priority FROM things JOIN open_claims USING (thing)
    UNION
    SELECT thing, pressing, thread_claims.claim_id, NULL
    FROM things
    JOIN thread_claims ON thread_claims.thread_id = things.thing
    WHERE thread_claims.claim_id NOT IN (SELECT claim_id FROM open_claims)
)
SELECT
    members.thing,
    members.pressing,
    claims.*,
    CAST(articles.published_at AS DATE) AS published_on,
    (
        SELECT list({source: source, until: stale_at})
        FROM (SELECT source, max(stale_at) AS stale_at FROM evidence WHERE evidence.claim_id = members.claim_id GROUP BY source)
    ) AS fresh_until
FROM members
JOIN claims USING (claim_id)
JOIN articles USING (article_id)
ORDER BY members.pressing DESC, members.thing, members.priority DESC NULLS LAST, claims.claim_id
