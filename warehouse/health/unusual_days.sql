-- what: the last whole day brought far fewer or far more new articles than the four weeks before, weekday by weekday
WITH days AS (
    SELECT
        date_diff('day', CAST(started_at AS DATE), CAST($now AS DATE)) AS ago,
        sum(articles_new) AS articles
    FROM runs
    WHERE flow = 'fact_check' AND schedule IS NOT NULL AND started_at > $now - INTERVAL 30 DAY
    GROUP BY ago
),
usual AS (
    -- days on which the world rests, or the first of all, make the median of weekdays like it more than a mean
    SELECT
        median(articles) AS middle,
        mad(articles) AS spread,
        median(articles) FILTER ((ago - 1) % 7 = 0) AS like_it
    FROM days
    WHERE ago BETWEEN 2 AND 29
    HAVING count(*) >= 7
)
SELECT
    'yesterday' AS about,
    format('{} new articles came in, where about {} are usual', coalesce(yesterday.articles, 0), round(middle)::BIGINT) AS rule,
    'see which outlets are missing or new: `factdesk sql "FROM feed_health"`, and the runs of the day' AS next_step
FROM usual
LEFT JOIN (SELECT articles FROM days WHERE ago = 1) AS yesterday ON true
WHERE
    abs(coalesce(yesterday.articles, 0) - middle) > greatest(10, 4 * 1.4826 * spread, 0.6 * middle)
    AND abs(coalesce(yesterday.articles, 0) - coalesce(like_it, middle)) > greatest(10, 0.6 * coalesce(like_it, middle))
