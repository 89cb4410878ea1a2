-- what: for each article of `linking`, those that may tell the same: other versions of its page, other copies of its text,
--       and those that share with it names and figures that few articles have. At most so many, whatever is kept.
WITH fresh AS (
    SELECT article_id, unnest(keys) AS key
    FROM traces
    WHERE article_id IN (FROM linking)
),
held AS (
    SELECT article_id, key
    FROM (SELECT article_id, unnest(keys) AS key FROM traces)
    WHERE key IN (SELECT key FROM fresh)
),
-- A key that a great many articles have tells nothing, and would make blocks without end.
blocks AS (
    SELECT key, ln(1000 + (SELECT count(*) FROM traces)) - ln(count(*)) AS rarity
    FROM held
    GROUP BY key
    HAVING count(*) <= $1
),
shared AS (
    SELECT fresh.article_id, held.article_id AS other_id, sum(rarity) AS likeness, count(*) AS keys
    FROM fresh
    JOIN blocks USING (key)
    JOIN held USING (key)
    WHERE fresh.article_id <> held.article_id
    GROUP BY ALL
    HAVING count(*) >= 2
),
-- Two stories from one capital share names as well: of one story are those that share a good part of what they name.
alike AS (
    SELECT shared.article_id, other_id, likeness
    FROM shared
    JOIN traces AS own ON own.article_id = shared.article_id
    JOIN traces AS other ON other.article_id = other_id
    WHERE shared.keys >= 0.2 * least(len(own.keys), len(other.keys))
),
own AS (
    SELECT article_id, page_id, origin_id
    FROM articles
    WHERE article_id IN (FROM linking)
),
kin AS (
    SELECT own.article_id, versions.article_id AS other_id
    FROM own
    JOIN articles AS versions ON versions.page_id = own.page_id
    UNION
    SELECT own.article_id, copies.article_id AS other_id
    FROM own
    JOIN articles AS copies ON copies.origin_id = own.origin_id
),
met AS (
    SELECT article_id, other_id, likeness FROM alike
    UNION ALL
    SELECT article_id, other_id, 1000 AS likeness FROM kin WHERE article_id <> other_id
)
SELECT met.article_id, met.other_id
FROM met
JOIN traces ON traces.article_id = met.other_id
GROUP BY met.article_id, met.other_id
QUALIFY row_number() OVER (PARTITION BY met.article_id ORDER BY max(likeness) DESC, met.other_id) <= $2
ORDER BY ALL
