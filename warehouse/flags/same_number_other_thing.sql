-- why: another article on the same story gives the same number for another thing: one of them may have mixed them up
-- says: {reading}[ for {measured}], {told} {who}; [{outlet} ][gives ]“{quote}” for {other_measured}
-- clears: the source of the number, and what it counts there
-- weight: 0.6
-- always: false
WITH stories AS (
    SELECT DISTINCT marking.article_id, other.article_id AS other_article
    FROM marking
    JOIN thread_claims AS own USING (claim_id)
    JOIN thread_claims AS shared USING (thread_id)
    JOIN claims AS other ON other.claim_id = shared.claim_id
    WHERE other.article_id <> marking.article_id
)
SELECT
    marking.claim_id,
    min({quote: other.quote, other_measured: other.measured, outlet: pages.outlet, other_claim: other.claim_id}) AS detail
FROM marking
JOIN stories USING (article_id)
JOIN articles ON articles.article_id = stories.other_article
JOIN pages USING (page_id)
JOIN claims AS other ON other.article_id = stories.other_article
LEFT JOIN thread_claims AS own_thread ON own_thread.claim_id = marking.claim_id
LEFT JOIN thread_claims AS its_thread ON its_thread.claim_id = other.claim_id
WHERE marking.kind IN ('money', 'people', 'count', 'percent', 'measure')
    AND other.kind = marking.kind
    AND other.unit IS NOT DISTINCT FROM marking.unit
    AND other.value_low = marking.value_low
    AND other.value_high = marking.value_high
    AND (own_thread.thread_id = its_thread.thread_id) IS NOT TRUE
    -- Few numbers with three digits that count are the same by chance.
    AND length(rtrim(replace(format('{:.6g}', marking.value_low), '.', ''), '0')) >= 3
    -- What both measure shares no word.
    AND NOT list_has_any(
        string_split_regex(lower(marking.measured), '[^a-z]+'), string_split_regex(lower(other.measured), '[^a-z]+')
    )
GROUP BY marking.claim_id
