-- why: the text does not settle the unit, such as whose dollar it is
-- says: {note}; so it is with every such sign of the article
-- clears: the source of the figure, or an outlet that names the unit
-- weight: 0.3
-- always: false
SELECT claim_id, {note: note_of(notes, 'unit_ambiguous'), unit: unit} AS detail
FROM marking
-- Once an article and sign, on the claim that most hangs on: it is one question, however many figures bear the sign.
WHERE claim_id IN (
    SELECT arg_min(claim_id, (-stakes_of(stakes, checkworthiness), start_char))
    FROM claims
    WHERE article_id IN (SELECT article_id FROM marking) AND note_of(notes, 'unit_ambiguous') IS NOT NULL
    GROUP BY article_id, unit
)
