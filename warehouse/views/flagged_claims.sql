-- what: the claims that need verification outside their article, with the reasons; highest priority first when ordered by it
SELECT
    claims.claim_id,
    marks.priority,
    claims.kind,
    claims.quote,
    claims.statement,
    claims.sentence,
    claims.sentence_start,
    claims.sentence_end,
    claims.claimant,
    claims.claimant_kind,
    claims.voice,
    claims.cue,
    claims.tense,
    claims.value_low,
    claims.value_high,
    claims.modifier,
    claims.unit,
    claims.measured,
    claims.time_text,
    claims.time_first,
    claims.time_last,
    claims.checkworthiness,
    claims.stakes,
    claims.assertion,
    claims.question,
    claims.authority,
    claims.settled_by,
    claims.article_id,
    articles.name AS article_name,
    articles.title,
    articles.genre,
    pages.outlet,
    pages.url,
    articles.published_at,
    claims.start_char,
    claims.end_char,
    claim_status.status,
    claim_status.verdict,
    marks.repeats,
    marks.replaced_by,
    marks.item,
    marks.claimant_id,
    -- Sorted as a list: an aggregate with an order of its own costs six times as much.
    (
        SELECT list_transform(
            list_sort(array_agg({
                seldom: NOT always, lightness: -flags.weight,
                flag: flag, why: why, says: says, clears: clears, detail: CAST(detail AS VARCHAR)
            })),
            lambda each: {
                flag: each.flag, why: each.why, says: each.says, clears: each.clears,
                weight: -each.lightness, detail: each.detail
            }
        )
        FROM flags
        JOIN flag_rules USING (flag)
        WHERE flags.claim_id = claims.claim_id
    ) AS reasons
FROM marks
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
JOIN pages USING (page_id)
JOIN claim_status USING (claim_id)
WHERE marks.needs_verification
