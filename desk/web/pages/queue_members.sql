-- what: the other claims of some items, which are named by their leaders; most items have none. Their ids stand in the text, for
--       the key's index
SELECT
    members.claim_id, members.item, members.article_id, members.flags, members.priority, members.claimant,
    coalesce(status_now.status, 'new') AS status, status_now.verdict, status_now.reviewer, status_now.assignee, status_now.review_id
FROM (
    SELECT claim_id, item, article_id, flags, priority, claimant
    FROM marks
    WHERE claim_id IN (/*ids*/)
) AS members
LEFT JOIN status_now USING (claim_id)
