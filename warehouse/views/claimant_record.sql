-- what: each claimant with what they claimed, how much of it needs verification, and what reviews found of the resolved
SELECT
    claimant,
    any_value(claimant_kind) AS claimant_kind,
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    count(*) FILTER (needs_verification) AS flagged,
    count(*) FILTER (verdict IS NOT NULL AND status = 'resolved') AS judged,
    count(*) FILTER (status = 'resolved' AND verdict IN ('true', 'mostly_true')) AS found_true,
    count(*) FILTER (status = 'resolved' AND verdict = 'half_true') AS found_half_true,
    count(*) FILTER (status = 'resolved' AND verdict IN ('false', 'mostly_false')) AS found_false,
    count(*) FILTER (status = 'resolved' AND verdict IN ('unverifiable', 'outdated')) AS found_undecidable
FROM claims
JOIN claim_flags USING (claim_id)
JOIN claim_status USING (claim_id)
WHERE claimant IS NOT NULL
GROUP BY claimant
