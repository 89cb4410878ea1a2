-- what: claims that a newer version of a page tells otherwise than the version before: figure, unit, sign, modifier,
--       claimant or attribution changed, or the figure appeared or vanished; with or without a notice of correction
SELECT
    edits.page_id,
    pages.url,
    pages.outlet,
    coalesce(after.measured, before.measured) AS measured,
    edits.changes,
    edits.is_silent,
    edits.is_within,
    before.quote AS quote_before,
    after.quote AS quote_after,
    before.value_low AS value_low_before,
    before.value_high AS value_high_before,
    after.value_low AS value_low_after,
    after.value_high AS value_high_after,
    before.unit AS unit_before,
    after.unit AS unit_after,
    before.modifier AS modifier_before,
    after.modifier AS modifier_after,
    before.claimant AS claimant_before,
    after.claimant AS claimant_after,
    before.cue AS cue_before,
    after.cue AS cue_after,
    before.sentence AS sentence_before,
    after.sentence AS sentence_after,
    older.fetched_at AS fetched_at_before,
    coalesce(returned.returned_at, newer.fetched_at) AS fetched_at_after,
    edits.claim_id_before,
    edits.claim_id_after,
    edits.article_id_before,
    edits.article_id_after,
    edits.score
FROM edits
JOIN pages USING (page_id)
JOIN articles AS older ON older.article_id = edits.article_id_before
JOIN articles AS newer ON newer.article_id = edits.article_id_after
LEFT JOIN returns AS returned
    ON returned.article_id = edits.article_id_after
        AND returned.article_id_before = edits.article_id_before
        AND returned.run_id = edits.run_id
LEFT JOIN claims AS before ON before.claim_id = edits.claim_id_before
LEFT JOIN claims AS after ON after.claim_id = edits.claim_id_after
