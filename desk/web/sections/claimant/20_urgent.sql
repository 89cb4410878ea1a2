-- what: the claimant's most urgent claims that are open, one a sentence
WITH chosen AS (
    SELECT marks.claim_id, marks.priority, marks.flags, marks.outlet,
        coalesce(status_now.status, 'new') AS status, status_now.verdict
    FROM marks
    LEFT JOIN status_now USING (claim_id)
    WHERE (marks.claimant_id = $claimant OR ($claimant IS NULL AND marks.claimant_id IS NULL AND marks.claimant = $printed)) AND marks.item IS NOT NULL
        AND coalesce(status_now.status, 'new') NOT IN ('resolved', 'dismissed')
    QUALIFY row_number() OVER (PARTITION BY marks.item ORDER BY marks.priority DESC, marks.claim_id) = 1
    ORDER BY priority DESC, claim_id
    LIMIT 20
)
SELECT claims.* EXCLUDE (claim_id), articles.title, articles.name AS article_name, articles.published_at, chosen.*
FROM chosen
JOIN claims USING (claim_id)
JOIN articles USING (article_id)
ORDER BY chosen.priority DESC, chosen.claim_id
