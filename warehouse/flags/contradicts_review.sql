-- why: another figure for the same thing was checked and found true: this one cannot be true as well
-- says: {reading}, {told} {who}; “{quote}”[ in {outlet}] was found {verdict}
-- clears: the review of the other figure, and whether both are of the same day and place
-- weight: 1
-- always: true
-- assertions: asserted announced denied
SELECT claim_id, {quote: quote, outlet: outlet, verdict: replace(verdict, '_', ' '), reviewed_at: reviewed_at, other_claim: mate_id} AS detail
FROM mates_of_marking
WHERE conflicts AND verdict IN ('true', 'mostly_true')
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY reviewed_at DESC, mate_id) = 1
