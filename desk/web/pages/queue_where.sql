marks.needs_verification
AND marks.repeats IS NULL
AND ($flag IS NULL OR list_contains(marks.flags, $flag))
AND ($kind IS NULL OR marks.kind = $kind)
AND ($outlet IS NULL OR marks.outlet = $outlet)
AND ($claimant IS NULL OR marks.claimant = $claimant)
AND ($since IS NULL OR marks.published_at >= CAST($since AS DATE))
AND ($until IS NULL OR marks.published_at < CAST($until AS DATE) + 1)
