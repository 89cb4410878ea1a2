AND (
    (
        ($flag IS NULL OR list_contains(marks.flags, $flag))
        AND ($kind IS NULL OR marks.kind = $kind)
        AND ($claimant IS NULL OR marks.claimant = $claimant OR marks.claimant_id IN (SELECT claimant_id FROM claimants WHERE $claimant IN (claimant_id, name)))
    )
    OR marks.item IN (
        -- Those that are led by another alone: most items have one claim.
        SELECT item FROM marks
        WHERE item IS NOT NULL
            AND item_claims IS NULL
            AND ($flag IS NULL OR list_contains(flags, $flag))
            AND ($kind IS NULL OR kind = $kind)
            AND ($claimant IS NULL OR claimant = $claimant OR claimant_id IN (SELECT claimant_id FROM claimants WHERE $claimant IN (claimant_id, name)))
    )
)
