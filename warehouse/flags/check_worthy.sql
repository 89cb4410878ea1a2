-- why: an editor would want it checked, for what hangs on it if it were wrong
-- says: {grade}[: {place}][; {harm}][; {manner}]
-- clears: a source outside the article that settles the sentence
-- weight: 0.5
-- always: false
SELECT
    claim_id,
    {
        stakes: stakes,
        grade: CASE
            WHEN stakes >= 2.5 THEN 'an editor would say it must be checked'
            WHEN stakes >= 1.5 THEN 'an editor would call it worth checking'
            ELSE 'an editor might want it checked'
        END,
        place: CASE WHEN in_opening THEN 'it stands in the opening of the story' END,
        harm: CASE WHEN has_casualty_word(sentence) THEN 'it tells of people harmed or held' END,
        manner: CASE assertion WHEN 'denied' THEN 'it is a denial' WHEN 'expected' THEN 'it is a forecast' WHEN 'announced' THEN 'it is a commitment' END
    } AS detail
FROM marking
-- From what is optional on: which threshold the settings choose is another matter.
-- A quotation in itself is only words; what it asserts is a claim of its own.
WHERE stakes >= 1 AND restates IS NULL AND kind <> 'quote'
