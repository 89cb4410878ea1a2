-- what: what the filters offer: flags, kinds and outlets that occur among the claims to verify, the most frequent first
WITH wanted AS (SELECT kind, outlet, flags FROM marks WHERE needs_verification AND repeats IS NULL),
counted AS (
    SELECT 'flag' AS filter, flag AS value, count(*) AS claims FROM (SELECT unnest(flags) AS flag FROM wanted) GROUP BY flag
    UNION ALL
    SELECT 'kind', kind, count(*) FROM wanted GROUP BY kind
    UNION ALL
    SELECT 'outlet', outlet, count(*) FROM wanted WHERE outlet IS NOT NULL GROUP BY outlet
)
SELECT filter, value, claims
FROM counted
QUALIFY row_number() OVER (PARTITION BY filter ORDER BY claims DESC, value) <= 200
ORDER BY filter, claims DESC, value
