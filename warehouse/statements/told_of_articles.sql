-- what: the claims of some articles that can be compared, with the thread that each has, and the places of their vectors
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
FROM claims
JOIN articles USING (article_id)
LEFT JOIN thread_claims USING (claim_id)
WHERE claims.article_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY claims.article_id, start_char, claims.claim_id
