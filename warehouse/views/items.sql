-- what: what people work on, one row an item: a sentence with its claims to verify, what of it is only mentioned again
--       further on in the article, and the sentences of other articles that tell the same thing (a thread). Its claims tell
--       where their words stand; the one that most hangs on leads it; it is resolved or dismissed when all of them are. Read
--       from the top when ordered by priority.
WITH members AS (
    SELECT
        marks.item,
        -- Sorted as a list, by its first fields: an aggregate with an order of its own costs six times as much.
        list_transform(
            list_sort(array_agg({
                told_at: marks.published_at, article_id: claims.article_id, start_char: start_char, end_char: end_char,
                claim_id: claims.claim_id, outlet: marks.outlet, kind: claims.kind, quote: quote,
                sentence_start: sentence_start, claimant: claims.claimant, stakes: claims.stakes,
                assertion: claims.assertion, status: status, verdict: verdict
            })),
            lambda each: {
                claim_id: each.claim_id, article_id: each.article_id, outlet: each.outlet, kind: each.kind, quote: each.quote,
                start_char: each.start_char, end_char: each.end_char,
                sentence_start: each.sentence_start, claimant: each.claimant, stakes: each.stakes,
                assertion: each.assertion, status: each.status, verdict: each.verdict
            }
        ) AS claims,
        count(DISTINCT claims.article_id) AS articles,
        coalesce(list_sort(array_agg(DISTINCT marks.outlet) FILTER (marks.outlet IS NOT NULL)), []) AS outlets,
        list_distinct(flatten(array_agg(flags))) AS flags,
        arg_max(claims.claimant, marks.priority) FILTER (claims.claimant IS NOT NULL) AS claimant,
        -- In the words of reviews: where work on what is open has begun, else new; where nothing is open, as it was settled.
        coalesce(
            arg_max(status, marks.priority) FILTER (status NOT IN ('new', 'resolved', 'dismissed')),
            max(status) FILTER (status = 'new'),
            arg_max(status, marks.priority)
        ) AS status
    FROM marks
    JOIN claims USING (claim_id)
    JOIN claim_status USING (claim_id)
    WHERE marks.item IS NOT NULL
    GROUP BY marks.item
)
SELECT
    members.item,
    marks.priority,
    claims.stakes,
    claims.question,
    claims.authority,
    claims.settled_by,
    claims.sentence,
    claims.sentence_start,
    claims.sentence_end,
    members.claims,
    members.articles,
    members.outlets,
    members.claimant,
    members.status,
    list_sort(members.flags) AS flags,
    (
        SELECT list_transform(
            list_sort(array_agg({
                seldom: NOT flag_rules.always, lightness: -flags.weight,
                flag: flag, claim_id: flags.claim_id, why: why, says: says, clears: clears, detail: CAST(detail AS VARCHAR)
            })),
            lambda each: {
                claim_id: each.claim_id, flag: each.flag, why: each.why, says: each.says, clears: each.clears,
                weight: -each.lightness, detail: each.detail
            }
        )
        FROM marks AS member
        JOIN flags ON flags.claim_id = member.claim_id
        JOIN flag_rules USING (flag)
        WHERE member.item = members.item
    ) AS reasons,
    claims.article_id,
    articles.name AS article_name,
    articles.title,
    articles.genre,
    pages.outlet,
    pages.url,
    articles.published_at
FROM members
JOIN marks ON marks.claim_id = members.item
JOIN claims ON claims.claim_id = members.item
JOIN articles ON articles.article_id = claims.article_id
JOIN pages USING (page_id)
