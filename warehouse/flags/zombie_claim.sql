-- why: the same was checked before, when another article told it: it comes back with the verdict that it had
-- says: {reading}, {told} {who}; “{quote}”[ in {outlet}] was found {verdict} before
-- clears: the review of the earlier claim, and whether anything has changed since
-- weight: 1
-- always: false
-- assertions: asserted announced expected denied opinion
SELECT claim_id, {quote: quote, outlet: outlet, verdict: replace(verdict, '_', ' '), reviewed_at: reviewed_at, other_claim: mate_id} AS detail
FROM mates_of_marking
WHERE agrees AND verdict IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY reviewed_at DESC, mate_id) = 1
