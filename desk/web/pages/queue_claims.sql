AND marks.item IN (
    SELECT item FROM marks
    WHERE item IS NOT NULL
        AND ($flag IS NULL OR list_contains(flags, $flag))
        AND ($kind IS NULL OR kind = $kind)
        AND ($claimant IS NULL OR claimant = $claimant)
)
