-- The claims that need verifying outside their article, item by item, the most urgent first, each item's leader first. What
-- versions of a page repeat stands here once.
SELECT
    claim_id,
    priority,
    kind,
    quote,
    statement,
    sentence,
    sentence_start,
    sentence_end,
    claimant,
    claimant_kind,
    voice,
    cue,
    tense,
    value_low,
    value_high,
    modifier,
    unit,
    measured,
    time_text,
    time_first,
    time_last,
    checkworthiness,
    stakes,
    assertion,
    question,
    authority,
    settled_by,
    (
        SELECT {
            supports: count(*) FILTER (outcome = 'supports'),
            contradicts: count(*) FILTER (outcome = 'contradicts'),
            near: count(*) FILTER (outcome = 'near'),
            says: arg_max(says, retrieved_at)
        }
        FROM claim_evidence
        WHERE claim_evidence.claim_id = flagged_claims.claim_id AND outcome IN ('supports', 'contradicts', 'near')
        HAVING count(*) > 0
    ) AS evidence,
    genre,
    item,
    article_id,
    article_name,
    title,
    outlet,
    url,
    published_at,
    start_char,
    end_char,
    status,
    verdict,
    reasons
FROM flagged_claims
JOIN (SELECT claim_id AS item, priority AS item_priority FROM marks WHERE item_claims IS NOT NULL) AS leaders USING (item)
WHERE repeats IS NULL AND replaced_by IS NULL
ORDER BY item_priority DESC, article_id, item, claim_id <> item, start_char, end_char, claim_id
