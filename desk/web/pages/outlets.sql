-- what: one page of the outlets, those with most claims to verify first
WITH counted AS (
    SELECT
        outlet,
        count(*) FILTER (repeats IS NULL AND replaced_by IS NULL) AS claims,
        count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL) AS flagged,
        count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL AND coalesce(status, 'new') NOT IN ('resolved', 'dismissed')) AS open,
        count(DISTINCT page_id) AS articles,
        max(published_at) AS newest_at,
        count(*) FILTER (status = 'resolved' AND verdict IN ('false', 'mostly_false')) AS found_false,
        count(*) FILTER (status = 'resolved' AND verdict IS NOT NULL) AS judged
    FROM marks
    JOIN (SELECT article_id, page_id FROM articles) AS articles USING (article_id)
    LEFT JOIN (FROM status_now WHERE review_id IS NOT NULL) AS reviewed USING (claim_id)
    WHERE outlet IS NOT NULL AND ($words IS NULL OR contains(lower(outlet), lower($words)))
    GROUP BY outlet
)
SELECT *, count(*) OVER () AS total
FROM counted
ORDER BY flagged DESC, outlet
LIMIT $rows OFFSET $skipped
