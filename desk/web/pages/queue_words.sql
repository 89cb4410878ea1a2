AND marks.item IN (
    SELECT item FROM marks JOIN claims USING (claim_id)
    WHERE item IS NOT NULL AND (contains(lower(sentence), lower($words)) OR contains(lower(statement), lower($words)))
)
