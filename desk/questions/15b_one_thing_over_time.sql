-- group: Figures
-- asks: Who has told what of one thing, and when?
-- gives: one row a claim of the thread that most articles tell, oldest first; a claim_id in the brackets asks for another
SELECT told_at, outlet, claimant, quote, difference
FROM series_of((
    SELECT min(claim_id)
    FROM thread_claims
    JOIN claims USING (claim_id)
    JOIN articles USING (article_id)
    GROUP BY thread_id
    ORDER BY count(DISTINCT page_id) DESC, thread_id
    LIMIT 1
))
