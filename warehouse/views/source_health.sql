-- what: every outside source that was asked: how it answered last, how often it has failed in a row, whether it rests now and
--       until when, how often it was asked today (UTC), what to do
WITH placed AS (
    SELECT
        *,
        outcome IN ('failed', 'refused') AS failed,
        row_number() OVER (PARTITION BY source ORDER BY asked_at DESC, ask_id) AS place
    FROM asks
),
summed AS (
    SELECT
        source,
        coalesce(min(place) FILTER (NOT failed) - 1, count(*)) AS failures_in_a_row,
        max(asked_at) FILTER (NOT failed) AS last_good_at,
        count(*) AS times_asked,
        count(*) FILTER (asked_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC') AS asked_today
    FROM placed
    GROUP BY source
),
resting AS (
    SELECT
        placed.source,
        placed.outcome,
        placed.note,
        placed.http_status,
        placed.asked_at,
        summed.* EXCLUDE (source),
        -- The third failure in a row opens the circuit: 10 minutes, then twice as long each time, a day at most; a source that
        -- says when it may be asked again is taken at its word, a year at most.
        CASE
            WHEN placed.failed AND (failures_in_a_row >= 3 OR placed.not_before_at IS NOT NULL)
                THEN greatest(
                    least(coalesce(placed.not_before_at, placed.asked_at), placed.asked_at + INTERVAL 365 DAY),
                    CASE
                        WHEN failures_in_a_row >= 3
                            THEN placed.asked_at + to_minutes(least(10 * 2 ** least(failures_in_a_row - 3, 20), 1440)::BIGINT)
                        ELSE placed.asked_at
                    END
                )
        END AS rests_until
    FROM placed
    JOIN summed USING (source)
    WHERE place = 1
)
SELECT
    source,
    CASE
        WHEN rests_until > now() THEN 'open'
        WHEN rests_until IS NOT NULL THEN 'half_open'
        ELSE 'closed'
    END AS circuit,
    outcome AS last_outcome,
    note,
    http_status,
    failures_in_a_row,
    asked_at,
    last_good_at,
    times_asked,
    asked_today,
    rests_until,
    CASE
        WHEN outcome = 'refused' THEN 'Wait until rests_until, or ask less a day ([sources.NAME] daily)'
        WHEN outcome = 'failed' THEN 'Wait; look at its address in a browser if it stays so'
        WHEN outcome = 'unread' THEN 'Its answers have another form than is known: look for a newer version'
    END AS next_step
FROM resting
ORDER BY failures_in_a_row DESC, source
