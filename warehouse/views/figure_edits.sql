-- what: figures that differ between two versions of one page that measure the same thing in the same unit
WITH versions AS (
    SELECT
        article_id,
        page_id,
        fetched_at,
        lead(article_id) OVER (PARTITION BY page_id ORDER BY fetched_at, article_id) AS next_id
    FROM articles
)
SELECT
    versions.page_id,
    pages.url,
    before.measured,
    before.unit,
    before.claim_id AS claim_id_before,
    after.claim_id AS claim_id_after,
    before.quote AS quote_before,
    after.quote AS quote_after,
    before.value_low AS value_low_before,
    after.value_low AS value_low_after,
    versions.fetched_at AS fetched_at_before,
    newer.fetched_at AS fetched_at_after
FROM versions
JOIN articles AS newer ON newer.article_id = versions.next_id
JOIN pages ON pages.page_id = versions.page_id
JOIN claims AS before ON before.article_id = versions.article_id
JOIN claims AS after ON after.article_id = versions.next_id
    AND after.kind = before.kind
    AND lower(after.measured) = lower(before.measured)
    AND after.unit IS NOT DISTINCT FROM before.unit
    AND (after.value_low IS DISTINCT FROM before.value_low OR after.value_high IS DISTINCT FROM before.value_high)
-- A text may name two figures of one thing ("rose from 5 to 7 percent"): what both versions say has not been edited.
WHERE NOT EXISTS (
    FROM claims AS kept
    WHERE kept.article_id = versions.next_id AND kept.kind = before.kind AND lower(kept.measured) = lower(before.measured)
        AND kept.value_low IS NOT DISTINCT FROM before.value_low AND kept.value_high IS NOT DISTINCT FROM before.value_high
) AND NOT EXISTS (
    FROM claims AS known
    WHERE known.article_id = versions.article_id AND known.kind = after.kind AND lower(known.measured) = lower(after.measured)
        AND known.value_low IS NOT DISTINCT FROM after.value_low AND known.value_high IS NOT DISTINCT FROM after.value_high
)
