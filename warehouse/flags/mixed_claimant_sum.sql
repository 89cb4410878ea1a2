-- why: the parts add up to the whole, but they come from different mouths, so the sum proves nothing
-- says: {whole} is the sum of {parts}, yet not all come from one mouth
-- clears: each party's own figures for the whole and for every part
-- weight: 0.7
-- always: false
SELECT member AS claim_id, {whole: whole, sum_low: sum_low, sum_high: sum_high, parts: parts} AS detail
FROM sums_of_marking
WHERE mixed
