-- why: a number of people; readers are misled if it is wrong
-- says: {reading}[ ({measured})], {told} {who}
-- clears: an official register, a court or parliament record, or a second source that counted for itself
-- weight: 1
-- always: true
SELECT claim_id, {low: value_low, high: value_high, modifier: modifier, measured: measured} AS detail
FROM marking
WHERE kind = 'people'
    AND NOT is_idle(genre, stakes)
    AND (
        NOT coalesce(points_back(sentence, start_char - sentence_start, value_high), false)
        OR part_of IS NOT NULL
        OR has_casualty_word(words_around(sentence, start_char - sentence_start, length(quote), 40))
    )
