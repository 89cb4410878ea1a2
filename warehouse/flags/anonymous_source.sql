-- why: nobody who can be asked stands behind it
-- says: “{claimant}” says so[, by “{cue}”]: nobody who can be asked
-- clears: a named source, or a document that says the same
-- weight: 0.5
-- always: false
SELECT claim_id, {claimant: claimant, cue: cue} AS detail
FROM marking
WHERE claimant_kind = 'anonymous' AND kind <> 'quote'
