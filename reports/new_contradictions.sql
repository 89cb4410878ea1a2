-- The claims to verify that came in behind the row $claims and that another article, or their own elsewhere, contradicts:
-- what most hangs on first, one a measured thing. What only repeats an older version of the same page is not new.
WITH fresh AS (
    SELECT marks.claim_id, marks.priority, thread_claims.thread_id, thread_claims.differs_from
    FROM marks
    SEMI JOIN (SELECT claim_id FROM claims WHERE rowid > $claims) AS found USING (claim_id)
    JOIN thread_claims USING (claim_id)
    WHERE marks.item IS NOT NULL AND difference IN ('contradiction', 'different_source')
    QUALIFY row_number() OVER (PARTITION BY thread_id ORDER BY marks.priority DESC, marks.claim_id) = 1
)

SELECT
    claims.quote,
    claims.measured,
    pages.outlet,
    coalesce(articles.title, articles.name) AS title,
    other.quote AS other_quote,
    other_pages.outlet AS other_outlet,
    coalesce(other_articles.title, other_articles.name) AS other_title,
    count(*) OVER () AS how_many
FROM fresh
JOIN claims ON claims.claim_id = fresh.claim_id
JOIN articles ON articles.article_id = claims.article_id
JOIN pages ON pages.page_id = articles.page_id
JOIN claims AS other ON other.claim_id = fresh.differs_from
JOIN articles AS other_articles ON other_articles.article_id = other.article_id
JOIN pages AS other_pages ON other_pages.page_id = other_articles.page_id
ORDER BY fresh.priority DESC, claims.claim_id
LIMIT $most_rows
