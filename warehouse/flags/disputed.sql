-- why: somebody denies it, or the article itself keeps its distance: the words that attribute it leave open whether it is so
-- says: {who} {manner}
-- clears: what the other side says, and a source that belongs to neither
-- weight: 0.7
-- always: false
SELECT
    claim_id,
    {
        claimant: claimant,
        cue: cue,
        manner: CASE WHEN assertion = 'denied' THEN 'denies it' ELSE 'is told with distance, by “' || cue || '”' END
    } AS detail
FROM marking
WHERE (has_dispute_cue(cue) OR assertion = 'denied') AND kind <> 'quote'
