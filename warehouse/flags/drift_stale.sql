-- why: another article gives a newer or higher figure for the same thing: what is told here may be an old state
-- says: {reading}, {told} {who}; [{outlet} ][tells ]“{other}”[, citing {other_claimant}]: this may be an old state
-- clears: the newest count of whoever keeps it, and when each figure was told
-- weight: 0.7
-- always: false
SELECT
    claim_id,
    {
        thread: thread_claims.thread_id, difference: thread_claims.difference, other: other.quote, outlet: pages.outlet,
        other_claimant: other.claimant, other_claim: other.claim_id
    } AS detail
FROM marking
JOIN (
    FROM thread_claims WHERE difference IN ('update_over_time', 'copy_of_old')
) AS thread_claims USING (claim_id)
JOIN claims AS other ON other.claim_id = thread_claims.differs_from
JOIN articles ON articles.article_id = other.article_id
JOIN pages USING (page_id)
