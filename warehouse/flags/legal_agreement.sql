-- why: an agreement, law, ruling or treaty; its text says what it really binds to
-- says: “{words}”, {told} {who}
-- clears: the signed or published text, or the register that lists it
-- weight: 1
-- always: false
SELECT claim_id, {words: quote} AS detail
FROM marking
WHERE kind = 'agreement' OR (kind IN ('event', 'statement') AND has_agreement_word(quote))
