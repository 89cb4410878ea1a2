-- How many figures need verifying, by the day on which their article was published, and by kind.
SELECT CAST(published_at AS DATE) AS day, kind, count(*) AS figures
FROM claims
JOIN claim_flags USING (claim_id)
JOIN articles USING (article_id)
WHERE needs_verification AND repeats IS NULL AND replaced_by IS NULL AND coalesce(value_low, value_high) IS NOT NULL
GROUP BY day, kind
ORDER BY day, kind
