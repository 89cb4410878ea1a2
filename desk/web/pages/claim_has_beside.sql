-- what: whether the article has other claims of the same sentence, or parts and the whole of the figure
WITH told AS MATERIALIZED (SELECT claim_id, sentence_start, part_of FROM claims WHERE article_id = $article_id)
SELECT 1
FROM told
WHERE claim_id <> $claim_id
    AND (sentence_start = $sentence_start OR part_of = $claim_id OR claim_id = $part_of OR part_of = $part_of)
LIMIT 1
