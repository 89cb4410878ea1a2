-- what: the newest run of each flow and schedule, where it failed or was killed
SELECT
    coalesce('schedule ' || schedule, flow) AS about,
    format('its newest run, of {} UTC, failed: {}', strftime(started_at, '%Y-%m-%d %H:%M'), coalesce(note, 'nobody knows why')) AS rule,
    'what it had finished is kept, and the next run does the rest: mend what it says, then run it again' AS next_step
FROM runs
WHERE state <> 'running'
QUALIFY
    row_number() OVER (PARTITION BY flow, schedule ORDER BY started_at DESC) = 1
    AND state = 'failed'
    AND started_at > $now - INTERVAL 14 DAY
