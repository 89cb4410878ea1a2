-- The items of articles that need verifying, each by the claim that leads it, with its question.
SELECT
    articles.name AS doc_id,
    claims.sentence,
    claims.sentence_start,
    claims.start_char,
    claims.end_char,
    claims.quote,
    claims.question,
    claims.authority,
    claims.settled_by
FROM marks
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
WHERE marks.item = claims.claim_id
ORDER BY doc_id, marks.priority DESC, claims.claim_id
