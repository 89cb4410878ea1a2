AND marks.claim_id IN (
    SELECT claim_id FROM claims
    WHERE contains(lower(sentence), lower($words)) OR contains(lower(statement), lower($words))
)
