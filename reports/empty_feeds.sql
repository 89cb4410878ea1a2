-- The feeds and sitemaps that had no item when the run $run asked them.
SELECT DISTINCT url
FROM fetches
WHERE run_id = $run AND kind IN ('feed', 'sitemap') AND entries = 0
ORDER BY url
