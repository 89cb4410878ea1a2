-- what: the claims as the pages say them now, each once, with outlet and day: what an older version of a page said otherwise, and
--       what versions and copies only repeat, is left out
SELECT
    claims.*,
    articles.page_id,
    articles.title,
    pages.outlet,
    pages.url,
    articles.published_at,
    articles.fetched_at
FROM claims
JOIN articles USING (article_id)
JOIN pages USING (page_id)
ANTI JOIN (
    SELECT claim_id FROM marks WHERE repeats IS NOT NULL OR replaced_by IS NOT NULL
) AS past USING (claim_id)
