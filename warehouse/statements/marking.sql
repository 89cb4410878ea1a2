-- what: the claims being marked now, whole, with what flags often need besides. Every flag selects from it, so that
--       marking a thousand claims costs in proportion to the thousand, however many the warehouse holds.
-- stakes: as read, else by check-worthiness. genre: the article's. in_opening: whether the sentence is among the first lines.
-- known_on: the day of publication, or of fetching where that is unknown: what is past or future is told by it.
-- restates: a sum just before the bracket that this one stands in, which it gives again in another currency:
--           "5bn rupees ($50m; £27m)".
CREATE OR REPLACE TEMP TABLE marking AS
SELECT
    claims.* REPLACE (CAST(stakes_of(claims.stakes, claims.checkworthiness) AS DOUBLE) AS stakes),
    articles.genre,
    claims.sentence_start < 400 AS in_opening,
    CAST(coalesce(articles.published_at, articles.fetched_at) AS DATE) AS known_on,
    (
        SELECT min(stated.claim_id)
        FROM claims AS stated
        WHERE stated.article_id = claims.article_id
            AND claims.kind = 'money'
            AND stated.kind = 'money'
            AND stated.unit IS DISTINCT FROM claims.unit
            AND stated.sentence_start = claims.sentence_start
            AND stated.end_char < claims.start_char
            AND regexp_matches(
                substring(
                    claims.sentence,
                    stated.end_char - claims.sentence_start + 1,
                    claims.start_char - stated.end_char
                ),
                '^\s?[(\[][^)\]]{0,40}$'
            )
    ) AS restates
FROM claims
JOIN articles USING (article_id)
-- The rows between which they all lie, so that the others are not read: new claims stand at the end.
WHERE claims.rowid BETWEEN getvariable('first_marked') AND getvariable('last_marked')
    AND claims.claim_id IN (SELECT claim_id FROM marking_ids)
