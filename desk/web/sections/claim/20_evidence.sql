-- what: what outside sources have said of a claim, newest first, with the points of a small chart where a series came back
WITH told AS (
    SELECT *, CAST(from_json(series, '[["VARCHAR"]]') AS VARCHAR[][]) AS points
    FROM claim_evidence
    WHERE claim_id = $claim_id
),
measured AS (
    SELECT
        *,
        list_transform(points, lambda point: TRY_CAST(point[2] AS DOUBLE)) AS worth
    FROM told
)
SELECT
    source, outcome, says, found_value, as_of, apart, title, publisher, rating, url, retrieved_at, stale, evidence_id,
    points[1][1] AS first_day,
    points[-1][1] AS last_day,
    list_min(worth) AS least,
    list_max(worth) AS most,
    CASE
        WHEN len(worth) > 2 AND list_max(worth) > list_min(worth)
            THEN array_to_string(
                list_transform(
                    range(1, len(worth) + 1),
                    lambda place: printf('%.1f,%.1f', (place - 1) * 116.0 / (len(worth) - 1) + 2, 26 - (worth[place] - list_min(worth)) * 24.0 / (list_max(worth) - list_min(worth)))
                ),
                ' '
            )
    END AS line
FROM measured
ORDER BY retrieved_at DESC, outcome = 'silent', source, evidence_id
LIMIT 100
