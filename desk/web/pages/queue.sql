-- what: one page of the queue; its few rows are chosen by the narrow columns of marks alone, and only then joined
WITH chosen AS (
    SELECT mark_row
    FROM /*numbered_marks*/ AS marks
    WHERE /*where*/
    ORDER BY /*order*/
    LIMIT $rows OFFSET $skipped
)
SELECT
    -- Named one by one: every further column of claims is looked up in fifty places.
    claims.article_id, claims.quote, claims.start_char, claims.end_char, claims.sentence, claims.sentence_start,
    claims.statement, claims.claimant_kind, claims.voice, claims.cue, claims.tense, claims.value_low, claims.value_high,
    claims.modifier, claims.change, claims.unit, claims.measured, claims.time_text, claims.time_first, claims.time_last,
    articles.title, articles.name AS article_name,
    marks.claim_id, marks.kind, marks.claimant, marks.priority, marks.flags, marks.published_at, marks.outlet,
    coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.review_id
FROM chosen
JOIN marks ON marks.rowid = chosen.mark_row
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
LEFT JOIN status_now ON status_now.claim_id = marks.claim_id
ORDER BY /*outer_order*/, chosen.mark_row
