-- what: one page of the figures that a newer version of a page tells otherwise, the newest first
WITH chosen AS (
    SELECT
        edits.*, pages.outlet, pages.url, newer.title, newer.name, newer.fetched_at AS fetched_at_after,
        older.fetched_at AS fetched_at_before,
        before.quote AS quote_before, before.sentence AS sentence_before, before.claimant AS claimant_before,
        after.quote AS quote_after, after.sentence AS sentence_after, after.claimant AS claimant_after,
        coalesce(after.start_char, before.start_char) AS place
    FROM edits
    JOIN pages USING (page_id)
    JOIN articles AS older ON older.article_id = edits.article_id_before
    JOIN articles AS newer ON newer.article_id = edits.article_id_after
    LEFT JOIN claims AS before ON before.claim_id = edits.claim_id_before
    LEFT JOIN claims AS after ON after.claim_id = edits.claim_id_after
    -- What came or went with its sentence was reported later, or cut: no edit of the figure.
    WHERE is_within AND ($silent IS NULL OR is_silent)
        AND (
            $words IS NULL
            OR contains(
                lower(concat_ws(' ', newer.title, pages.outlet, before.sentence, after.sentence, before.claimant, after.claimant)),
                lower($words)
            )
        )
)
SELECT *, count(*) OVER () AS total
FROM chosen
ORDER BY fetched_at_after DESC, page_id, place, edit_id
LIMIT $rows OFFSET $skipped
