-- what: the traces of the made-up warehouse of `desk_warehouse.sql`, whose claims are in threads but for three of four: stories
--       of four articles that follow one another, with three names of their own, nine of five thousand that many share, and
--       figures; two claims of eight are read like those of the story's other articles
INSERT INTO traces BY NAME
SELECT
    article_id,
    list_transform(range(3), lambda i: CAST(hash('story', story, i) % 4294967296 AS UINTEGER))
        || list_transform(range(9), lambda i: CAST(hash('name', sqrt(hash(article_id, i) % 25000000)::BIGINT) % 4294967296 AS UINTEGER))
        || list_transform(range(4), lambda i: CAST(hash('figure', hash(article_id, 'f', i) % 20000) % 4294967296 AS UINTEGER)) AS keys,
    claim_ids,
    list_transform(range(32 * len(claim_ids)), lambda i: CAST(hash(CASE WHEN i < 64 THEN story END, CASE WHEN i >= 64 THEN article_id END, i) % 4294967296 AS UINTEGER)) AS vectors,
    'bench' AS linked_by,
    'run-0' AS run_id
FROM (
    SELECT article_id, array_agg(claim_id ORDER BY start_char) AS claim_ids
    FROM claims
    GROUP BY article_id
)
JOIN (SELECT article_id, (row_number() OVER (ORDER BY fetched_at, article_id)) // 4 AS story FROM articles) USING (article_id);
