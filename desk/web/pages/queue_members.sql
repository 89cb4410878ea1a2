-- what: the claims of some items, which are named by their leaders, as their sentences tell them, with where each stands
WITH members AS MATERIALIZED (
    SELECT claim_id, item, flags, priority FROM marks WHERE item IN (SELECT unnest($items))
)
SELECT
    members.item, members.flags, members.priority, claims.claim_id, claims.kind, claims.quote, claims.start_char, claims.end_char,
    claims.statement, claims.sentence_start, claims.claimant, claims.claimant_kind, claims.voice, claims.cue, claims.tense,
    claims.assertion, claims.value_low, claims.value_high, claims.modifier, claims.change, claims.unit, claims.measured,
    claims.time_text, claims.time_first, claims.time_last,
    coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.review_id
FROM members
JOIN claims USING (claim_id)
LEFT JOIN status_now ON status_now.claim_id = members.claim_id
ORDER BY members.item, claims.start_char, claims.end_char, claims.claim_id
