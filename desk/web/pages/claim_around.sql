-- what: the claims in a stretch of an article, to be marked in its text
WITH told AS MATERIALIZED (SELECT claim_id, start_char, end_char, kind FROM claims WHERE article_id = $article_id)
SELECT claim_id, start_char, end_char, kind FROM told WHERE start_char < $last_char AND end_char > $first_char
