-- what: what the filters offer: flags, kinds and outlets that occur among the items to verify, the most frequent first
WITH told AS (
    SELECT string_split(word, '=') AS tell, sum(items) AS items
    FROM (
        SELECT unnest(string_split(rtrim(item_tells, ';'), ';')) AS word, items
        FROM (SELECT item_tells, count(*) AS items FROM marks WHERE item_claims IS NOT NULL GROUP BY item_tells)
    )
    GROUP BY tell
),
counted AS (
    SELECT tell[1] AS filter, tell[2] AS value, CAST(items AS BIGINT) AS items FROM told
    UNION ALL
    SELECT 'outlet', outlet, count(DISTINCT hash(item)) FROM marks WHERE item IS NOT NULL AND outlet IS NOT NULL GROUP BY outlet
)
SELECT filter, value, items
FROM counted
QUALIFY row_number() OVER (PARTITION BY filter ORDER BY items DESC, value) <= 200
ORDER BY filter, items DESC, value
