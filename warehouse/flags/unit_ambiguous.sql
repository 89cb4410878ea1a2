-- why: the text does not settle the unit, such as whose dollar it is
-- clears: the source of the figure, or an outlet that names the unit
-- weight: 0.3
-- always: false
SELECT claim_id, {note: note_of(notes, 'unit_ambiguous'), unit: unit} AS detail
FROM marking
WHERE note_of(notes, 'unit_ambiguous') IS NOT NULL
