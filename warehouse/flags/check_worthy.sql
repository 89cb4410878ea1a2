-- why: it reads like the claims that fact-checkers take up
-- clears: a source outside the article that settles the sentence
-- weight: 1
-- always: false
SELECT claim_id, {checkworthiness: checkworthiness, from_worth: worth} AS detail
FROM marking, marking_settings
WHERE checkworthiness >= worth
    -- Other figures are judged by what they measure; the score speaks for a handful of things and for what carries none.
    AND kind IN ('count', 'event', 'agreement', 'identity', 'statement')
    AND restates IS NULL
