-- what: one page of the queue; its few items are chosen by the narrow columns of marks alone, and only then joined
WITH chosen AS (
    SELECT mark_row
    FROM (SELECT *, rowid AS mark_row FROM marks) AS marks
    WHERE /*where*/
    ORDER BY /*order*/
    LIMIT $rows OFFSET $skipped
)
SELECT
    -- Named one by one: every further column of claims is looked up in fifty places.
    claims.article_id, claims.sentence, claims.sentence_start, claims.sentence_end, claims.stakes,
    articles.title, articles.name AS article_name,
    marks.claim_id, marks.item_claims, marks.priority, marks.published_at, marks.outlet
FROM chosen
JOIN marks ON marks.rowid = chosen.mark_row
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
ORDER BY /*outer_order*/, chosen.mark_row
