-- what: runs that say they are running though their process has gone
SELECT
    run_id AS about,
    format('it says that it runs since {} UTC, and its process has gone', strftime(started_at, '%Y-%m-%d %H:%M')) AS rule,
    'the next run, or the next start of `factdesk up`, closes it' AS next_step
FROM runs
WHERE state = 'running' AND NOT list_contains(from_json($living, '["VARCHAR"]'), run_id)
