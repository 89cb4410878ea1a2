-- what: the other claims of some items, which are named by their leaders; most items have none
SELECT claim_id, item, flags, priority FROM marks WHERE item IN (SELECT unnest($items)) AND item_claims IS NULL
