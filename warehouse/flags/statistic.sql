-- why: a count or measurement of something that somebody keeps figures on
-- says: {reading}[ ({measured})], {told} {who}
-- clears: the register, statistics office, exchange or instrument that the figure comes from
-- weight: 1
-- always: false
SELECT claim_id, {low: value_low, high: value_high, modifier: modifier, unit: unit, measured: measured} AS detail
FROM marking
WHERE kind = 'measure'
    -- A handful of things is mostly the scenery of a story; the check-worthiness may still speak for it.
    OR (kind = 'count' AND (modifier IS DISTINCT FROM 'exact' OR value_high IS NULL OR value_high >= 5))
    -- Stock indices and the like are published figures; the results of matches are not our business.
    OR (kind = 'score' AND unit = 'point' AND (value_low >= 200 OR regexp_matches(quote, '\d[.,]\d')))
