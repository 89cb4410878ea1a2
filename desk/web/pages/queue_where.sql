marks.item_claims IS NOT NULL
AND ($since IS NULL OR marks.published_at >= CAST($since AS DATE))
AND ($until IS NULL OR marks.published_at < CAST($until AS DATE) + 1)
