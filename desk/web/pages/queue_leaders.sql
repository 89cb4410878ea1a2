-- what: some leaders of items, as a page of the queue has them; their ids stand in the text, for the key's index
SELECT claim_id, item_claims, item_others, priority, published_at, outlet, article_id, flags
FROM marks
WHERE claim_id IN (/*ids*/)
