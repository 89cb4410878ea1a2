-- group: Where it comes from
-- asks: How much does each outlet leave to be verified?
-- gives: one row an outlet: its articles, their claims, and the share of these that needs verifying
SELECT
    coalesce(outlet, '(no outlet)') AS outlet,
    count(DISTINCT articles.page_id) AS articles,
    count(claim_id) AS claims,
    round(100 * avg(CAST(needs_verification AS INTEGER)), 1) AS percent_to_verify
FROM articles
JOIN pages USING (page_id)
LEFT JOIN (SELECT claim_id, article_id FROM current_claims) AS claims USING (article_id)
LEFT JOIN claim_flags USING (claim_id)
GROUP BY ALL
ORDER BY claims DESC
