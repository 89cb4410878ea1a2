-- what: the other versions of the article, and this claim in each that has its very sentence
-- only if: has_versions
WITH others AS MATERIALIZED (
    SELECT article_id, title, fetched_at
    FROM articles
    WHERE page_id = $page_id AND article_id <> $article_id
    ORDER BY fetched_at DESC, article_id
    LIMIT 30
),
alike AS MATERIALIZED (
    SELECT article_id, min(claim_id) AS claim_id
    FROM claims
    WHERE article_id IN (SELECT article_id FROM others) AND kind = $kind AND quote = $quote AND sentence = $sentence
    GROUP BY article_id
)
SELECT others.*, alike.claim_id, others.fetched_at > $fetched_at AS is_newer
FROM others
LEFT JOIN alike USING (article_id)
ORDER BY others.fetched_at, others.article_id
