-- what: the last whole day had far more numbers that no form could read, for its claims, than the four weeks before
WITH days AS (
    SELECT
        date_diff('day', CAST(started_at AS DATE), CAST($now AS DATE)) AS ago,
        sum(numbers_unread) AS unread,
        sum(claims_found) AS found
    FROM runs
    WHERE flow = 'fact_check' AND numbers_unread IS NOT NULL AND started_at > $now - INTERVAL 30 DAY
    GROUP BY ago
),
usual AS (
    SELECT median(unread / (found + 1)) AS share FROM days WHERE ago BETWEEN 2 AND 29 HAVING count(*) >= 7
)
SELECT
    'yesterday' AS about,
    format('{} numbers could not be read beside {} claims, which is far more than usual', unread, found) AS rule,
    'list them with `factdesk explain --numbers ARTICLE`: an outlet may print its figures in a new way' AS next_step
FROM days, usual
WHERE ago = 1 AND unread >= 10 AND unread / (found + 1) > 3 * share + 0.02
