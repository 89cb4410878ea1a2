-- why: it reads like the claims that fact-checkers take up
-- clears: a source outside the article that settles the sentence
-- weight: 1
-- always: false
SELECT claim_id, {checkworthiness: checkworthiness, from_worth: worth} AS detail
FROM marking, marking_settings
WHERE checkworthiness >= worth AND kind NOT IN ('age', 'duration') AND restates IS NULL
