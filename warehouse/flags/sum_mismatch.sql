-- why: the parts that the article names do not add up to its whole
-- says: {whole} is not the sum of {parts}
-- clears: the source of the whole and of each part; one of them is wrong, or counts something else
-- weight: 1
-- always: false
SELECT member AS claim_id, {outcome: outcome, whole: whole, sum_low: sum_low, sum_high: sum_high, parts: parts} AS detail
FROM sums_of_marking
WHERE outcome IN ('over', 'short')
