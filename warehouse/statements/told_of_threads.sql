-- what: the claims of some threads as they are compared, the newest of each
SELECT
    claims.claim_id,
    claims.article_id,
    articles.page_id,
    kind,
    quote,
    sentence,
    start_char - sentence_start AS place,
    statement,
    value_low,
    value_high,
    modifier,
    change,
    claims.unit,
    claims.measured,
    tense,
    assertion,
    time_first,
    time_last,
    claimant,
    CAST(coalesce(published_at, fetched_at) AS DATE) AS told_on,
    published_at AS told_at,
    thread_claims.thread_id,
    thread_claims.score,
    thread_claims.linked_by,
    thread_claims.because,
    thread_claims.difference,
    thread_claims.differs_from
FROM thread_claims
JOIN claims USING (claim_id)
JOIN articles USING (article_id)
WHERE thread_claims.thread_id IN (SELECT unnest($1::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY thread_claims.thread_id ORDER BY told_on DESC, claims.claim_id) <= $2
ORDER BY thread_claims.thread_id, told_on, claims.claim_id
