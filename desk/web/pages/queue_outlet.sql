AND (
    marks.outlet = $outlet
    OR marks.item IN (
        -- What the outlet tells too, or has copied: most items are told by one outlet.
        SELECT item FROM marks WHERE outlet = $outlet AND item IS NOT NULL AND item_claims IS NULL
        UNION ALL
        SELECT item FROM marks
        WHERE item IS NOT NULL
            AND claim_id IN (SELECT repeats FROM marks WHERE outlet = $outlet AND repeats IS NOT NULL AND needs_verification)
    )
)
