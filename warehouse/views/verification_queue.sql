-- what: the flagged claims that are still open, with the sources that have answered for them; what an older version
--       of the page says stands here once; ask or read from the top
SELECT flagged_claims.*, claim_status.sources, claim_status.supports, claim_status.contradicts
FROM flagged_claims
JOIN claim_status USING (claim_id)
WHERE flagged_claims.status NOT IN ('resolved', 'dismissed') AND flagged_claims.repeats IS NULL
    AND flagged_claims.replaced_by IS NULL
ORDER BY flagged_claims.priority DESC, coalesce(flagged_claims.published_at, 'epoch'::TIMESTAMPTZ) DESC, claim_id
