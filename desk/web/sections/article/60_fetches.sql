-- what: when the page was asked for, and how it answered, the newest first
SELECT kind, outcome, http_status, final_url, note, tries, fetched_at, run_id
FROM fetches
WHERE url = $url OR final_url = $url
ORDER BY fetched_at DESC, fetch_id
LIMIT 20
