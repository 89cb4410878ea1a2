-- what: the claims in a part of an article, as the text tells them, with their reasons and where each stands
WITH own AS MATERIALIZED (
    SELECT * FROM claims
    WHERE article_id = $article_id AND start_char >= $first_char AND start_char < $last_char
),
marked AS MATERIALIZED (
    SELECT claim_id, flags, needs_verification, priority, item FROM marks WHERE claim_id IN (SELECT claim_id FROM own)
)
SELECT
    own.*, coalesce(marked.flags, []) AS flags, coalesce(marked.needs_verification, false) AS needs_verification,
    marked.priority, marked.item, coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer
FROM own
LEFT JOIN marked USING (claim_id)
LEFT JOIN status_now USING (claim_id)
ORDER BY own.start_char, own.end_char, own.claim_id
