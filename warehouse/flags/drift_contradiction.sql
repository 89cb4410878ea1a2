-- why: another article, or this one elsewhere, gives another figure for the same thing, and both cannot be true
-- says: {reading}, {told} {who}; [{outlet} ][tells ]“{other}”[, citing {other_claimant}]: both cannot be true
-- clears: the source that both figures come from, and the day and the place that each is of
-- weight: 1
-- always: false
-- assertions: asserted announced expected denied opinion
SELECT
    claim_id,
    {
        thread: thread_claims.thread_id, difference: thread_claims.difference, other: other.quote, outlet: pages.outlet,
        other_claimant: other.claimant, other_claim: other.claim_id
    } AS detail
FROM marking
JOIN (
    FROM thread_claims WHERE difference IN ('contradiction', 'different_source')
) AS thread_claims USING (claim_id)
JOIN claims AS other ON other.claim_id = thread_claims.differs_from
JOIN articles ON articles.article_id = other.article_id
JOIN pages USING (page_id)
