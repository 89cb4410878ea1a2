-- what: schedules that fell due and made no run since
WITH schedules AS (
    SELECT unnest(from_json($schedules, '[{"name": "VARCHAR", "due_at": "TIMESTAMPTZ"}]'), recursive := true)
)
SELECT
    'schedule ' || name AS about,
    format('the run that was due at {} UTC did not happen', strftime(due_at, '%Y-%m-%d %H:%M')) AS rule,
    'see that `factdesk up` runs, and what it says of this schedule' AS next_step
FROM schedules
WHERE
    -- one that goes on is not published yet, and others of the same runner wait for it
    $living = '[]'
    AND NOT EXISTS (
        SELECT 1 FROM runs WHERE runs.schedule = schedules.name AND runs.started_at >= schedules.due_at - INTERVAL 1 MINUTE
    )
