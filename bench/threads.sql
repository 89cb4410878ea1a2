-- what: the traces and threads of the made-up warehouse of `desk_warehouse.sql`: stories of four articles that follow one
--       another, with three names of their own, nine of five thousand that many share, and figures; two claims of eight are
--       read like those of the story's other articles; three of four are in no thread
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

CREATE TEMP TABLE linked AS
SELECT claim_id, left(sha256('thread ' || claims.unit || CAST((claims.rowid // 16) AS VARCHAR)), 16) AS thread_id, measured, unit
FROM claims
WHERE value_low IS NOT NULL AND hash(claim_id) % 4 = 0;

INSERT INTO threads BY NAME
SELECT thread_id, coalesce(any_value(measured), 'something') AS measured, any_value(unit) AS unit, 'run-0' AS run_id
FROM linked
GROUP BY thread_id;

INSERT INTO thread_claims BY NAME
SELECT claim_id, thread_id, 0.8 AS score, 'bench' AS linked_by, 'run-0' AS run_id FROM linked;
