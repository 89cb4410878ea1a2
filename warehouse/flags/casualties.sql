-- why: people killed, hurt, missing or seized; such claims harm when they are wrong
-- says: [{reading}, ]{told} {who}; it speaks of people harmed or held: “{words}”
-- clears: the authority or organisation that keeps the count, or two independent witnesses
-- weight: 1
-- always: true
SELECT
    claim_id,
    -- What is measured is told where the words beside the figure do not say who was harmed.
    {words: CASE WHEN measured IS NULL OR has_casualty_word(words) THEN words ELSE format('{} ({})', rtrim(words, ' .,;:'), measured) END} AS detail
FROM (
    SELECT
        claim_id,
        CASE
            WHEN kind IN ('people', 'count')
                THEN words_around(sentence, start_char - sentence_start, length(quote), 40)
            ELSE quote
        END AS words,
        CASE WHEN kind IN ('people', 'count') THEN measured END AS measured
    FROM marking
    WHERE NOT is_idle(genre, stakes)
        AND (
            kind IN ('people', 'event')
            OR (kind = 'count' AND regexp_matches(coalesce(unit, ''), '^(?:death|body|casualty|fatality|victim|hostage|life|corpse|abduction|kidnapping|murder|injury)$'))
        )
)
WHERE has_casualty_word(words) OR has_casualty_word(measured)
