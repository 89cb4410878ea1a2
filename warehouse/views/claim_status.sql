-- what: where the work on each claim stands: its latest review that was not taken back, and what outside sources have said so
--       far; a claim that only repeats one of an older version of its page stands where that one stands, until it has a
--       review of its own (review_id)
SELECT
    claims.claim_id,
    coalesce(review_standing.status, 'new') AS status,
    review_standing.verdict,
    review_standing.reviewer,
    review_standing.reviewed_at,
    review_standing.evidence_url,
    coalesce(review_standing.reviews, 0) AS reviews,
    coalesce(told.supports, 0) AS supports,
    coalesce(told.contradicts, 0) AS contradicts,
    coalesce(told.sources, []) AS sources,
    review_standing.review_id,
    review_standing.assignee
FROM claims
LEFT JOIN review_standing USING (claim_id)
LEFT JOIN (
    SELECT
        claim_id,
        count(*) FILTER (outcome = 'supports') AS supports,
        count(*) FILTER (outcome = 'contradicts') AS contradicts,
        list_sort(list_distinct(array_agg(source) FILTER (outcome <> 'silent'))) AS sources
    FROM claim_evidence
    GROUP BY claim_id
) AS told USING (claim_id)
