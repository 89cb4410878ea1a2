-- what: what outside sources have said of each claim, newest first: the last answer of each source on each thing that it found,
--       with the claim's words and its question; stale where the source's own rhythm says to ask again
WITH placed AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY claim_id, source, url, title ORDER BY retrieved_at DESC, evidence_id) AS place,
        max(retrieved_at) OVER (PARTITION BY claim_id, source) AS last_answer_at
    FROM evidence
)
SELECT
    placed.claim_id,
    claims.article_id,
    claims.quote,
    claims.statement,
    claims.question,
    placed.source,
    placed.outcome,
    placed.says,
    placed.found_value,
    placed.as_of,
    placed.apart,
    placed.title,
    placed.publisher,
    placed.rating,
    placed.url,
    placed.retrieved_at,
    coalesce(placed.stale_at <= now(), false) AS stale,
    placed.series,
    placed.body_sha256,
    placed.note,
    placed.evidence_id
FROM placed
JOIN claims USING (claim_id)
WHERE place = 1 AND placed.retrieved_at = last_answer_at
ORDER BY placed.retrieved_at DESC, placed.claim_id, placed.source, placed.evidence_id
