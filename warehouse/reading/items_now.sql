-- what: where the work on each item stands of which somebody has reviewed a claim, with its row in `marks`: the statuses of its
--       reviewed claims, whether all of its claims are settled, and who is to work on them
CREATE VIEW memory.items_now AS
SELECT
    leader.rowid AS mark_row,
    told.item,
    told.statuses,
    told.settled = leader.item_claims AS is_settled,
    told.assignees
FROM (
    SELECT
        item,
        list_sort(list_distinct(array_agg(status))) AS statuses,
        count(*) FILTER (status IN ('resolved', 'dismissed')) AS settled,
        coalesce(list_sort(array_agg(DISTINCT assignee) FILTER (assignee IS NOT NULL)), []) AS assignees
    FROM memory.reviewed_marks
    WHERE item IS NOT NULL
    GROUP BY item
) AS told
JOIN factdesk.marks AS leader ON leader.claim_id = told.item;
