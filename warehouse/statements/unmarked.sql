-- what: the marks of the claims in `incoming` that have none yet: until it is marked, a claim has no flags
INSERT OR IGNORE INTO marks BY NAME
SELECT
    incoming.claim_id,
    0 AS weight,
    false AS always,
    false AS needs_verification,
    coalesce(checkworthiness, 0) AS priority,
    [] AS flags,
    incoming.kind,
    incoming.claimant,
    incoming.article_id,
    pages.outlet,
    articles.published_at
FROM incoming
LEFT JOIN articles ON articles.article_id = incoming.article_id
LEFT JOIN pages ON pages.page_id = articles.page_id
