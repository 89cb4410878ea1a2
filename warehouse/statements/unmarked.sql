-- what: the marks of the claims in `incoming` that have none yet: until it is marked, a claim has no flags
INSERT INTO marks BY NAME
SELECT
    incoming.claim_id,
    0 AS weight,
    false AS always,
    false AS needs_verification,
    CAST(stakes_of(stakes, checkworthiness) AS DOUBLE) AS priority,
    [] AS flags,
    [] AS details,
    incoming.kind,
    incoming.claimant,
    article_id,
    told.outlet,
    told.published_at
FROM incoming
LEFT JOIN (
    SELECT article_id, outlet, published_at
    FROM articles
    JOIN pages USING (page_id)
    WHERE article_id IN (SELECT article_id FROM incoming)
) AS told USING (article_id)
WHERE claim_id NOT IN (SELECT claim_id FROM marks WHERE claim_id IN (SELECT claim_id FROM incoming))
