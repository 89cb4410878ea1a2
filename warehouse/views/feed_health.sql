-- what: every feed and sitemap: how it answered last, how often it has failed in a row, when it is asked again, what to do
WITH asked AS (
    SELECT *, outcome IN ('gone', 'blocked', 'broken', 'slow') AS failed
    FROM fetches
    WHERE url IN (SELECT url FROM fetches WHERE kind IN ('feed', 'sitemap'))
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY url ORDER BY fetched_at DESC, fetch_id) AS place FROM asked
),
summed AS (
    SELECT
        url,
        coalesce(min(place) FILTER (NOT failed) - 1, count(*)) AS failures_in_a_row,
        max(fetched_at) FILTER (NOT failed) AS last_good_at,
        max(fetched_at) FILTER (outcome IN ('ok', 'moved')) AS last_change_at,
        count(*) AS times_asked
    FROM placed
    GROUP BY url
)
SELECT
    url,
    outcome AS state,
    note,
    http_status,
    failures_in_a_row,
    fetched_at AS asked_at,
    last_good_at,
    last_change_at,
    times_asked,
    entries,
    final_url,
    -- twice as long after each failure: from 10 minutes to a day, for one that is gone from a day to a week
    CASE
        WHEN NOT failed THEN NULL
        ELSE greatest(
            coalesce(not_before_at, fetched_at),
            fetched_at + CASE outcome
                WHEN 'gone' THEN to_minutes(least(1440 * 2 ** least(failures_in_a_row - 1, 20), 10080)::BIGINT)
                ELSE to_minutes(least(10 * 2 ** least(failures_in_a_row - 1, 20), 1440)::BIGINT)
            END
        )
    END AS retry_at,
    CASE outcome
        WHEN 'moved' THEN 'Put its new address into the settings'
        WHEN 'gone' THEN 'Take it out of the settings, or find its new address'
        WHEN 'blocked' THEN 'Ask the outlet for access, or ask less often'
        WHEN 'broken' THEN 'Look at it; tell the outlet if it stays so'
        WHEN 'slow' THEN 'Wait; raise web.timeout_seconds if it stays so'
    END AS next_step
FROM placed
JOIN summed USING (url)
WHERE place = 1
ORDER BY failures_in_a_row DESC, url
