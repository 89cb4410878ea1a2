-- group: What needs verifying
-- asks: What has changed today?
-- gives: one row a figure that a page tells otherwise since today (UTC), or a sentence to verify that came in today, edits first
SELECT 'figure edited' AS what, coalesce(claim_id_after, claim_id_before) AS claim_id, outlet,
    concat_ws(' → ', coalesce(quote_before, 'not told before'), coalesce(quote_after, 'taken out')) AS told,
    coalesce(sentence_after, sentence_before) AS sentence
FROM figure_edits
WHERE is_within AND CAST(fetched_at_after AT TIME ZONE 'UTC' AS DATE) = CAST(now() AT TIME ZONE 'UTC' AS DATE)
UNION ALL BY NAME
(
    SELECT 'new sentence' AS what, items.item AS claim_id, items.outlet, claims.quote AS told, items.sentence
    FROM items
    JOIN claims ON claims.claim_id = items.item
    WHERE CAST(claims.found_at AT TIME ZONE 'UTC' AS DATE) = CAST(now() AT TIME ZONE 'UTC' AS DATE)
    ORDER BY items.priority DESC
    LIMIT 50
)
