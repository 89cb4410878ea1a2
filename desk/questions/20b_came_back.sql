-- group: Where it comes from
-- asks: What has come back that was announced or checked before?
-- gives: one row a claim, the most pressing first: why it is flagged, and the outlet that told it before
SELECT
    claims.claim_id, claims.quote, flag, detail ->> 'outlet' AS outlet, detail ->> 'verdict' AS verdict,
    detail ->> 'first_told_on' AS first_told_on
FROM flags
JOIN claims USING (claim_id)
JOIN marks USING (claim_id)
WHERE flag IN ('recycled_announcement', 'zombie_claim', 'contradicts_review') AND repeats IS NULL AND replaced_by IS NULL
ORDER BY marks.priority DESC, claims.claim_id, flag
