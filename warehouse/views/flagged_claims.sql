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
    coalesce(review_standing.status, 'new') AS status,
    review_standing.verdict,
    marks.repeats,
    marks.replaced_by,
    marks.item,
    marks.claimant_id,
    -- Out of what the marks hold of each claim: gathered from all flags, they needed more memory than a question has.
    list_transform(
        list_sort(list_transform(
            list_filter(list_zip(marks.flags, marks.details), lambda each: rules.of[each[1]] IS NOT NULL),
            lambda each: {
                seldom: NOT rules.of[each[1]].always, lightness: -rules.of[each[1]].weight,
                flag: each[1], why: rules.of[each[1]].why, says: rules.of[each[1]].says,
                clears: rules.of[each[1]].clears, detail: nullif(each[2], '')
            }
        )),
        lambda each: {
            flag: each.flag, why: each.why, says: each.says, clears: each.clears,
            weight: -each.lightness, detail: each.detail
        }
    ) AS reasons
FROM marks
JOIN claims USING (claim_id)
JOIN articles ON articles.article_id = claims.article_id
JOIN pages USING (page_id)
LEFT JOIN review_standing USING (claim_id)
CROSS JOIN (
    SELECT map_from_entries(array_agg((
        flag, {why: why, says: says, clears: clears, weight: weight, always: always}
    ))) AS of
    FROM flag_rules
) AS rules
WHERE marks.needs_verification
