-- why: nobody who can be asked stands behind it
-- clears: a named source, or a document that says the same
-- weight: 0.5
-- always: false
-- tenses: past_present promise forecast
SELECT claim_id, {claimant: claimant, cue: cue} AS detail
FROM marking
WHERE claimant_kind = 'anonymous' AND kind <> 'quote'
