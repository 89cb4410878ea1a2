-- what: some claims as their sentences tell them, with where each stands; their ids stand in the text, for the key's index
SELECT
    -- Named one by one: every further column of claims is looked up in fifty places.
    claims.claim_id, claims.article_id, claims.kind, claims.quote, claims.start_char, claims.end_char, claims.statement, claims.sentence,
    claims.sentence_start, claims.sentence_end, claims.stakes, claims.claimant, claims.claimant_kind, claims.voice, claims.cue,
    claims.tense, claims.assertion, claims.value_low, claims.value_high, claims.modifier, claims.change, claims.unit,
    claims.measured, claims.time_text, claims.time_first, claims.time_last,
    coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.assignee, status_now.review_id
FROM (SELECT * FROM claims WHERE claim_id IN (/*ids*/)) AS claims
LEFT JOIN status_now USING (claim_id)
ORDER BY claims.start_char, claims.end_char, claims.claim_id
