-- why: what is announced here as new was announced before: old money counts twice
-- says: {reading}, {told} {who}; [{outlet} ]told “{quote}” on {first_told_on}
-- clears: the first announcement, and what of this one is new beside it
-- weight: 1
-- always: false
-- assertions: asserted announced expected
SELECT
    claim_id,
    {quote: mates_of_marking.quote, outlet: outlet, first_told_on: CAST(mates_of_marking.published_at AS DATE), other_claim: mate_id} AS detail
FROM mates_of_marking
JOIN marking USING (claim_id)
WHERE agrees
    AND marking.kind IN ('money', 'people', 'count', 'agreement', 'promise', 'measure')
    AND (marking.assertion = 'announced' OR has_novelty_word(left(marking.sentence, (marking.start_char - marking.sentence_start)::INTEGER + 1)))
    AND CAST(mates_of_marking.published_at AS DATE) < marking.known_on - 13
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY mates_of_marking.published_at, mate_id) = 1
