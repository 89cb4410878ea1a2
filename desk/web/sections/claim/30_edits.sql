-- what: how this claim was told otherwise in the version of the page before or after
-- only if: has_versions
WITH own AS MATERIALIZED (
    SELECT * FROM edits
    WHERE page_id = $page_id AND (claim_id_before = $claim_id OR claim_id_after = $claim_id)
),
told AS MATERIALIZED (
    SELECT claim_id, quote, sentence, claimant
    FROM claims
    WHERE claim_id IN (SELECT unnest([claim_id_before, claim_id_after]) FROM own)
),
versions AS MATERIALIZED (
    SELECT article_id, fetched_at
    FROM articles
    WHERE article_id IN (SELECT unnest([article_id_before, article_id_after]) FROM own)
)
SELECT
    own.changes, own.is_silent, own.article_id_before, own.article_id_after, own.claim_id_before, own.claim_id_after,
    before.quote AS quote_before, after.quote AS quote_after,
    before.sentence AS sentence_before, after.sentence AS sentence_after,
    before.claimant AS claimant_before, after.claimant AS claimant_after,
    older.fetched_at AS fetched_at_before, newer.fetched_at AS fetched_at_after
FROM own
JOIN versions AS older ON older.article_id = own.article_id_before
JOIN versions AS newer ON newer.article_id = own.article_id_after
LEFT JOIN told AS before ON before.claim_id = own.claim_id_before
LEFT JOIN told AS after ON after.claim_id = own.claim_id_after
ORDER BY newer.fetched_at, own.edit_id
