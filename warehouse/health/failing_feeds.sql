-- what: feeds and sitemaps that have failed three times in a row or more, or are gone
SELECT
    url AS about,
    format(
        'it is {} since {} UTC, {} times in a row{}',
        state,
        coalesce(strftime(last_good_at, '%Y-%m-%d %H:%M'), 'it was first asked'),
        failures_in_a_row,
        coalesce(': ' || note, '')
    ) AS rule,
    coalesce(next_step, 'look at it') AS next_step
FROM feed_health
WHERE state IN ('gone', 'blocked', 'broken', 'slow') AND (failures_in_a_row >= 3 OR state = 'gone')
