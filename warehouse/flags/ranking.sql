-- why: a first, a record, an only, a largest: one counter-example would refute it
-- says: “{words}”[ ({measured})], {told} {who}: one counter-example refutes it
-- clears: the list, record book or statistic that ranks them all, in the same scope
-- weight: 1
-- always: false
SELECT claim_id, {place: value_low, words: quote, measured: measured} AS detail
FROM marking
WHERE kind = 'ranking'
