-- what: the claimant's claims that were judged, the newest review first
WITH chosen AS (
    SELECT marks.claim_id, marks.flags, marks.outlet, status_now.status, status_now.verdict, status_now.reviewer,
        status_now.reviewed_at
    FROM status_now
    JOIN marks USING (claim_id)
    WHERE (marks.claimant_id = $claimant OR ($claimant IS NULL AND marks.claimant_id IS NULL AND marks.claimant = $printed)) AND review_id IS NOT NULL
    ORDER BY reviewed_at DESC, claim_id
    LIMIT 30
)
SELECT claims.* EXCLUDE (claim_id), articles.title, articles.name AS article_name, articles.published_at, chosen.*
FROM chosen
JOIN claims USING (claim_id)
JOIN articles USING (article_id)
ORDER BY chosen.reviewed_at DESC, chosen.claim_id
