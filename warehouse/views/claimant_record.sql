-- what: each claimant who is known by a name, with what they claimed (what versions of a page repeat counts once, and a page in several versions is one article), how much
--       of it needs verification, and what reviews found of the resolved
SELECT
    claimants.name AS claimant,
    any_value(claimants.claimant_kind) AS claimant_kind,
    count(*) FILTER (repeats IS NULL AND replaced_by IS NULL) AS claims,
    count(DISTINCT page_id) AS articles,
    count(*) FILTER (needs_verification AND repeats IS NULL AND replaced_by IS NULL) AS flagged,
    count(verdict) AS judged,
    count(*) FILTER (verdict IN ('true', 'mostly_true')) AS found_true,
    count(*) FILTER (verdict = 'half_true') AS found_half_true,
    count(*) FILTER (verdict IN ('false', 'mostly_false')) AS found_false,
    count(*) FILTER (verdict IN ('unverifiable', 'outdated')) AS found_undecidable,
    marks.claimant_id,
    list_sort(array_agg(DISTINCT marks.claimant)) AS printed_as
FROM marks
JOIN (SELECT article_id, page_id FROM articles) AS articles USING (article_id)
JOIN claimants USING (claimant_id)
LEFT JOIN (
    SELECT claim_id, verdict FROM claim_status WHERE status = 'resolved' AND review_id IS NOT NULL
) AS found USING (claim_id)
GROUP BY marks.claimant_id, claimants.name
