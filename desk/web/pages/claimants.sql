-- what: one page of the claimants, those with most claims to verify first
WITH counted AS (
    SELECT
        claimant,
        count(*) FILTER (repeats IS NULL) AS claims,
        count(*) FILTER (needs_verification AND repeats IS NULL) AS flagged,
        count(*) FILTER (needs_verification AND repeats IS NULL AND coalesce(status, 'new') NOT IN ('resolved', 'dismissed')) AS open,
        count(DISTINCT article_id) AS articles,
        count(*) FILTER (status = 'resolved' AND verdict IN ('true', 'mostly_true')) AS found_true,
        count(*) FILTER (status = 'resolved' AND verdict = 'half_true') AS found_half_true,
        count(*) FILTER (status = 'resolved' AND verdict IN ('false', 'mostly_false')) AS found_false,
        count(*) FILTER (status = 'resolved' AND verdict IS NOT NULL) AS judged
    FROM marks
    LEFT JOIN (FROM status_now WHERE review_id IS NOT NULL) AS reviewed USING (claim_id)
    WHERE claimant IS NOT NULL AND ($words IS NULL OR contains(lower(claimant), lower($words)))
    GROUP BY claimant
)
SELECT *, count(*) OVER () AS total
FROM counted
ORDER BY flagged DESC, claimant
LIMIT $rows OFFSET $skipped
