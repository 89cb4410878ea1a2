-- what: outlets whose articles of two days were searched and held no claim at all: their pages may be read wrongly
SELECT
    coalesce(pages.outlet, 'articles without outlet') AS about,
    format('{} of its articles came in within two days, and no claim was found in any of them', count(*)) AS rule,
    'look at one of them with `factdesk explain --numbers ARTICLE`: its page may have changed, or be no article' AS next_step
FROM articles
JOIN pages USING (page_id)
WHERE
    articles.fetched_at > $now - INTERVAL 2 DAY
    AND articles.found_with IS NOT NULL
    AND coalesce(articles.language, 'en') = 'en'
GROUP BY pages.outlet
HAVING count(*) >= 5 AND count(*) FILTER (articles.article_id IN (SELECT article_id FROM claims)) = 0
