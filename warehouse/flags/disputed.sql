-- why: the article itself keeps its distance: the words that attribute it leave open whether it is so
-- clears: what the other side says, and a source that belongs to neither
-- weight: 0.7
-- always: false
SELECT claim_id, {claimant: claimant, cue: cue} AS detail
FROM marking
WHERE has_dispute_cue(cue) AND kind <> 'quote'
