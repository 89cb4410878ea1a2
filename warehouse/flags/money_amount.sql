-- why: a price or a smaller sum that can be looked up
-- says: {reading}[ for {measured}], {told} {who}
-- clears: the price list, filing, quotation or invoice that states it
-- weight: 1
-- always: false
SELECT claim_id, {low: value_low, high: value_high, modifier: modifier, unit: unit} AS detail
FROM marking, marking_settings
WHERE kind = 'money' AND restates IS NULL AND NOT is_money_total(value_low, value_high, modifier, quote, money_total)
