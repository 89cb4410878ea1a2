-- group: Who says what
-- asks: Who said how many?
-- gives: one row a figure as the pages tell it now, the latest first: who gives it, of what, where and when
SELECT
    claim_id, coalesce(claimant, outlet || ' itself', 'the article itself') AS claimant, quote, measured, value_low, value_high, unit,
    outlet, published_at
FROM current_claims
WHERE coalesce(value_low, value_high) IS NOT NULL AND kind <> 'ranking'
ORDER BY coalesce(published_at, fetched_at) DESC, article_id, start_char
LIMIT 100
