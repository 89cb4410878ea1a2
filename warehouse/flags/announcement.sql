-- why: money announced is not money spent; announcements repeat old money and count private money in
-- says: {reading}[ for {measured}], {told} {who}: how much of it was announced before, and who pays, is not said
-- clears: what was announced before, who pays, over which years, and what is bound by contract
-- weight: 0.4
-- always: false
SELECT claim_id, {unit: unit, low: value_low, high: value_high} AS detail
FROM marking
WHERE kind = 'money'
    AND restates IS NULL
    AND has_novelty_word(left(sentence, (start_char - sentence_start)::INTEGER + 1))
