-- why: a sum of money of the size that stories turn on
-- says: {reading}[ for {measured}], {told} {who}
-- clears: the budget, filing, contract or fact sheet that states the sum, and in which currency
-- weight: 1
-- always: true
SELECT claim_id, {low: value_low, high: value_high, modifier: modifier, unit: unit, from_sum: money_total} AS detail
FROM marking, marking_settings
WHERE kind = 'money'
    AND NOT is_idle(genre, stakes)
    AND restates IS NULL
    AND is_money_total(value_low, value_high, modifier, quote, money_total)
