-- what: the other claims of the sentence, and the parts and the whole of a figure
-- only if: has_beside
-- Which they are is told by a few columns; only these few claims are then looked up whole.
WITH beside AS MATERIALIZED (
    SELECT claim_id
    FROM claims
    WHERE article_id = $article_id AND claim_id <> $claim_id
        AND (sentence_start = $sentence_start OR part_of = $claim_id OR claim_id = $part_of OR part_of = $part_of)
)
SELECT
    claim_id, kind, quote, claimant, claimant_kind, voice, cue, tense, value_low, value_high, modifier, change, unit, measured,
    time_text, time_first, time_last,
    coalesce(status_now.status, 'new') AS status,
    status_now.verdict,
    CASE
        WHEN claim_id = $part_of THEN 'the whole'
        WHEN part_of = $claim_id THEN 'a part'
        WHEN part_of = $part_of THEN 'another part'
        ELSE 'the same sentence'
    END AS relation
FROM (FROM claims WHERE claim_id IN (SELECT claim_id FROM beside)) AS claims
LEFT JOIN status_now USING (claim_id)
ORDER BY start_char, end_char
LIMIT 50
