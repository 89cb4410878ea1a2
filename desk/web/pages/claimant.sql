-- what: one claimant with their numbers; no row for one who claims nothing
SELECT
    count(*) FILTER (repeats IS NULL) AS claims,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet) AS outlets,
    count(*) FILTER (needs_verification AND repeats IS NULL) AS flagged,
    min(published_at) AS first_at,
    max(published_at) AS last_at
FROM marks
WHERE claimant = $claimant
HAVING count(*) > 0
