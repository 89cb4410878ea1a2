-- what: one page of the claimants who are known by a name, those with most claims to verify first
WITH counted AS (
    SELECT
        claimant_id,
        count(*) FILTER (repeats IS NULL AND replaced_by IS NULL) AS claims,
        count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL) AS flagged,
        count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL AND coalesce(status, 'new') NOT IN ('resolved', 'dismissed')) AS open,
        count(DISTINCT page_id) AS articles,
        count(*) FILTER (status = 'resolved' AND verdict IN ('true', 'mostly_true')) AS found_true,
        count(*) FILTER (status = 'resolved' AND verdict = 'half_true') AS found_half_true,
        count(*) FILTER (status = 'resolved' AND verdict IN ('false', 'mostly_false')) AS found_false,
        count(*) FILTER (status = 'resolved' AND verdict IS NOT NULL) AS judged,
        coalesce(bool_or(contains(lower(claimant), lower($words))), false) AS is_asked_for
    FROM marks
    JOIN (SELECT article_id, page_id FROM articles) AS articles USING (article_id)
    LEFT JOIN (FROM status_now WHERE review_id IS NOT NULL) AS reviewed USING (claim_id)
    WHERE claimant_id IS NOT NULL
    GROUP BY claimant_id
)
SELECT counted.*, claimants.name AS claimant, claimants.is_across, count(*) OVER () AS total
FROM counted
JOIN claimants USING (claimant_id)
WHERE $words IS NULL OR is_asked_for OR contains(lower(name), lower($words))
ORDER BY flagged DESC, claimant, claimant_id
LIMIT $rows OFFSET $skipped
