-- what: feeds that bring nothing new for far longer than they used to
WITH changes AS (
    SELECT
        url,
        fetched_at,
        date_diff('second', lag(fetched_at) OVER (PARTITION BY url ORDER BY fetched_at), fetched_at) AS gap_seconds
    FROM fetches
    WHERE kind = 'feed' AND outcome IN ('ok', 'moved') AND fetched_at > $now - INTERVAL 60 DAY
),
usual AS (
    SELECT url, max(fetched_at) AS last_change_at, quantile_cont(gap_seconds, 0.9) AS usual_seconds
    FROM changes
    GROUP BY url
    HAVING count(gap_seconds) >= 5
)
SELECT
    url AS about,
    format(
        'it has brought nothing new for {} hours, where {} hours are usual',
        date_diff('hour', last_change_at, $now),
        greatest(1, round(usual_seconds / 3600)::BIGINT)
    ) AS rule,
    'look at it in a feed reader: the outlet may have moved it' AS next_step
FROM usual
WHERE
    date_diff('second', last_change_at, $now) > greatest(86400, 4 * usual_seconds)
    AND EXISTS (SELECT 1 FROM fetches WHERE fetches.url = usual.url AND fetched_at > $now - INTERVAL 2 DAY)
