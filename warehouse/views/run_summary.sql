-- what: the runs, newest first, each with a sentence for people
SELECT
    runs.*,
    format(
        '{} read ({} new, {} unchanged), {} refused; {} claims, {} of them new, {} need verification{}; {} rows rejected',
        articles_read, articles_new, articles_unchanged, articles_refused,
        claims_found, claims_new, claims_flagged, coalesce(' in ' || items_flagged || ' sentences', ''), rows_rejected
    ) AS summary
FROM runs
ORDER BY started_at DESC, run_id
