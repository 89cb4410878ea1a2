-- what: a claim with its article, and the text around its words
WITH own AS (
    SELECT
        *,
        greatest(least(sentence_start, start_char) - $reach, 0) AS window_start,
        greatest(sentence_end, end_char) + $reach AS window_end
    FROM claims
    WHERE claim_id = $claim_id
)
SELECT
    own.*,
    articles.page_id, articles.origin_id, articles.title, articles.name AS article_name, articles.byline,
    articles.language, articles.published_at, articles.published_basis, articles.fetched_at, articles.agency,
    pages.url, pages.outlet,
    substr(articles.text, own.window_start + 1, own.window_end - own.window_start) AS window_text,
    length(articles.text) AS text_length
FROM own
JOIN articles USING (article_id)
JOIN pages USING (page_id)
