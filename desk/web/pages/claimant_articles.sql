-- what: the articles in which a claimant claims something, the newest first, with how they name them
SELECT marks.article_id, articles.name AS article_name, articles.title, marks.outlet, marks.published_at,
    list_sort(array_agg(DISTINCT marks.claimant)) AS printed_as, count(*) AS claims
FROM marks
JOIN articles USING (article_id)
WHERE marks.claimant_id = $claimant
GROUP BY ALL
ORDER BY marks.published_at DESC NULLS LAST, marks.article_id
LIMIT 100
