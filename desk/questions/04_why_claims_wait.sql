-- group: What needs verifying
-- asks: How much waits behind each reason, and since when?
-- gives: one row a flag: claims that carry it, how many are open or settled, and when the oldest open one was found
FROM claim_debt
ORDER BY open DESC
