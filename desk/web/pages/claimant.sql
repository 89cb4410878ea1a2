-- what: one claimant with their numbers; no row for one who claims nothing
SELECT
    count(*) FILTER (repeats IS NULL AND replaced_by IS NULL) AS claims,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet) AS outlets,
    count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL) AS flagged,
    min(published_at) AS first_at,
    max(published_at) AS last_at,
    list_sort(array_agg(DISTINCT marks.claimant)) AS printed_as,
    any_value(claimants.name) AS name,
    coalesce(any_value(claimants.is_across), false) AS is_across
FROM marks
LEFT JOIN claimants USING (claimant_id)
WHERE marks.claimant_id = $claimant OR ($claimant IS NULL AND marks.claimant_id IS NULL AND marks.claimant = $printed)
HAVING count(*) > 0
