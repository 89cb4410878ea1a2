-- what: figures that the outlet changed in a published page, the newest first
SELECT changes, is_silent, quote_before, quote_after, claimant_before, claimant_after, sentence_before, sentence_after,
    fetched_at_before, fetched_at_after, claim_id_before, claim_id_after, article_id_before, article_id_after, url
FROM figure_edits
WHERE outlet = $outlet
ORDER BY fetched_at_after DESC, claim_id_after
LIMIT 30
