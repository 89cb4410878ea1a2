-- what: what the filters offer: flags, kinds and outlets that occur among the items to verify, the most frequent first
WITH wanted AS (SELECT hash(item) AS item, kind, outlet, flags FROM marks WHERE item IS NOT NULL),
counted AS (
    SELECT 'flag' AS filter, flag AS value, count(DISTINCT item) AS items
    FROM (SELECT item, unnest(flags) AS flag FROM wanted)
    GROUP BY flag
    UNION ALL
    SELECT 'kind', kind, count(DISTINCT item) FROM wanted GROUP BY kind
    UNION ALL
    SELECT 'outlet', outlet, count(DISTINCT item) FROM wanted WHERE outlet IS NOT NULL GROUP BY outlet
)
SELECT filter, value, items
FROM counted
QUALIFY row_number() OVER (PARTITION BY filter ORDER BY items DESC, value) <= 200
ORDER BY filter, items DESC, value
