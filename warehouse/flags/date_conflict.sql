-- why: the dates in the text contradict each other or the calendar
-- says: {note}
-- clears: the event's date from a source that was there, or a calendar
-- weight: 0.7
-- always: false
SELECT claim_id, {note: note_of(notes, 'date_conflict'), time: time_text} AS detail
FROM marking
WHERE note_of(notes, 'date_conflict') IS NOT NULL
