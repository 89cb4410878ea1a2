-- what: the other claims of a claim's item, with the newest review of each
SELECT marks.claim_id, status_now.review_id
FROM marks
LEFT JOIN status_now USING (claim_id)
WHERE item = (SELECT item FROM marks WHERE claim_id = $claim_id) AND marks.claim_id <> $claim_id
