AND marks.item IN (
    SELECT item FROM marks JOIN claims USING (claim_id)
    WHERE item IS NOT NULL AND (
        -- The pattern asks for whole words; what does not contain them needs no pattern.
        (contains(lower(sentence), lower($words)) AND regexp_matches(lower(sentence), $pattern))
        OR (contains(lower(statement), lower($words)) AND regexp_matches(lower(statement), $pattern))
    )
)
