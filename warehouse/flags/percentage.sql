-- why: a percentage or rate; it can be recomputed from its source
-- says: {reading}[ ({measured})], {told} {who}; of what base, and when, only its source tells
-- clears: the statistic or study that it is taken from, with its base and period
-- weight: 1
-- always: false
SELECT claim_id, {low: value_low, high: value_high, modifier: modifier, measured: measured, change: change} AS detail
FROM marking
WHERE kind = 'percent'
