-- what: the whole texts of outlet $1, or where that is null of all outlets that $2 does not name, that came by $3 and were searched.
SELECT article_id
FROM articles
JOIN pages USING (page_id)
WHERE text_kept IS NULL
    AND found_with IS NOT NULL
    AND CASE WHEN $1::VARCHAR IS NULL THEN NOT list_contains($2::VARCHAR[], coalesce(outlet, '')) ELSE outlet = $1::VARCHAR END
    AND fetched_at <= $3::TIMESTAMPTZ
ORDER BY article_id
