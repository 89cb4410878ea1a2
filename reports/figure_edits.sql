-- Figures that a newer version of a page tells otherwise than the version before. Those whose newer version came in behind
-- the row $articles are new, and stand first: what was changed without a notice, and of these what most hangs on; behind
-- them the others, the newest first.
SELECT
    figure_edits.page_id,
    figure_edits.url,
    figure_edits.outlet,
    newer.title,
    newer.name AS article_name,
    figure_edits.measured,
    changes,
    is_silent,
    quote_before,
    quote_after,
    sentence_before,
    sentence_after,
    claimant_before,
    claimant_after,
    fetched_at_before,
    fetched_at_after,
    claim_id_before,
    claim_id_after,
    newer.rowid > $articles AS is_new,
    count(*) OVER () AS how_many,
    count(*) FILTER (newer.rowid > $articles) OVER () AS how_many_new
FROM figure_edits
JOIN articles AS newer ON newer.article_id = figure_edits.article_id_after
LEFT JOIN claims AS told_before ON told_before.claim_id = claim_id_before
LEFT JOIN claims AS told_after ON told_after.claim_id = claim_id_after
-- What came or went with its sentence was reported later, or cut: no edit of the figure.
WHERE is_within
ORDER BY
    is_new DESC,
    is_new AND is_silent DESC,
    CASE WHEN is_new THEN greatest(told_before.stakes, told_after.stakes) END DESC NULLS LAST,
    newer.rowid DESC,
    figure_edits.page_id,
    claim_id_after NULLS LAST,
    claim_id_before
LIMIT $most_rows
