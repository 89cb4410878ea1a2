-- why: two people or bodies fit as the one who says it
-- says: {note}
-- clears: another report of the same words, or the recording
-- weight: 0.3
-- always: false
SELECT claim_id, {note: note_of(notes, 'speaker_ambiguous'), claimant: claimant} AS detail
FROM marking
WHERE note_of(notes, 'speaker_ambiguous') IS NOT NULL
