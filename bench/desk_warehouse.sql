-- what: a made-up warehouse of as many claims as the variable `claims` says, shaped like a real one: an article every five minutes until now, 8 claims an article,
--       none to three flags a claim, 20 outlets, 5,000 claimants, a newer version of every hundredth page, 5,000 reviews;
--       a quarter of the claims belongs to threads of six articles
CREATE TEMP MACRO id_of(words) AS left(sha256(words), 16);
CREATE TEMP MACRO dice(words, sides) AS CAST(hash(words) % sides AS BIGINT);
CREATE TEMP MACRO word_of(words) AS ([
    'harbour', 'council', 'ferry', 'budget', 'school', 'river', 'bridge', 'hospital', 'forest', 'election', 'tunnel', 'market',
    'village', 'miners', 'nurses', 'tenants', 'orchard', 'railway', 'airport', 'library', 'strike', 'drought', 'flood', 'museum',
    'pension', 'factory', 'station', 'reservoir', 'vaccine', 'subsidy', 'tariff', 'refinery', 'district', 'province', 'capital'
])[1 + dice(words, 35)];

CREATE TEMP TABLE made AS
SELECT
    *,
    sentence_start + length(lead) AS start_char,
    lead || quote || rest AS sentence,
    CAST(sum(length(lead) + length(quote) + length(rest) + 1 + length(filler)) OVER (
        PARTITION BY article ORDER BY place ROWS UNBOUNDED PRECEDING
    ) AS BIGINT) AS text_so_far
FROM (
    SELECT
        *,
        CAST(coalesce(sum(length(lead) + length(quote) + length(rest) + 1 + length(filler)) OVER (
            PARTITION BY article ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS BIGINT) AS sentence_start
    FROM (
        SELECT
            claim,
            claim // 8 AS article,
            claim % 8 AS place,
            kind,
            claimant,
            figure,
            CASE WHEN claimant IS NULL THEN 'In the ' || word_of('in' || claim) || ' of the ' || word_of('of' || claim) || ' there were '
                ELSE claimant || ' said that the ' || word_of('in' || claim) || ' of the ' || word_of('of' || claim) || ' came to ' END AS lead,
            CASE kind
                WHEN 'money' THEN '$' || figure || ' million' WHEN 'people' THEN figure || ' people'
                WHEN 'percent' THEN (figure % 100) || '%' WHEN 'count' THEN figure || ' boats' WHEN 'measure' THEN figure || ' tonnes'
                ELSE 'an agreement on the ' || word_of('quote' || claim)
            END AS quote,
            ' at the ' || word_of('at' || claim) || ' by the ' || word_of('by' || claim) || ' on '
                || strftime(DATE '2020-01-01' + CAST(dice('day' || claim, 2000) AS INTEGER), '%-d %B %Y') || '.' AS rest,
            ' ' || concat_ws(' ', 'Nobody in the', word_of('a' || claim), 'had expected the', word_of('b' || claim), 'to outlast the',
                word_of('c' || claim), 'which stands beside the old', word_of('d' || claim), 'and the new', word_of('e' || claim),
                'as people who live near the', word_of('f' || claim), 'have told this paper for years.') AS filler
        FROM (
            SELECT
                i AS claim,
                ['money', 'people', 'people', 'percent', 'count', 'measure', 'agreement', 'statement'][1 + dice('kind' || i, 8)] AS kind,
                CASE WHEN dice('says' || i, 10) < 6 THEN
                    -- Some speak far more often than others.
                    'Speaker ' || word_of('who' || (dice('speaker' || i, 5000) * dice('often' || i, 5000) // 5000))
                    || ' ' || (dice('speaker' || i, 5000) * dice('often' || i, 5000) // 5000)
                END AS claimant,
                1 + dice('figure' || i, 5000) AS figure
            FROM range(getvariable('claims')) AS numbers(i)
        )
    )
);

CREATE TEMP TABLE made_articles AS
SELECT
    article,
    id_of('article ' || article) AS article_id,
    -- Every hundredth article is a newer version of the page before it.
    id_of('page ' || CASE WHEN article % 100 = 99 THEN article - 1 ELSE article END) AS page_id,
    string_agg(sentence || ' ' || substr(filler, 2) || ' ', '' ORDER BY place) AS text,
    date_trunc('minute', now()) - INTERVAL 5 MINUTE * (getvariable('claims') // 8 - article) AS fetched_at,
    'run-' || (article // 1000) AS run_id
FROM made
GROUP BY article;

INSERT INTO runs BY NAME
SELECT
    run_id, 'fact_check' AS flow, 'finished' AS state, min(fetched_at) AS started_at, max(fetched_at) AS finished_at,
    60.0 AS seconds, count(*) AS articles_read, count(*) AS articles_new, 0 AS articles_unchanged, 0 AS articles_refused,
    8 * count(*) AS claims_found, 8 * count(*) AS claims_new, 4 * count(*) AS claims_flagged, 12 * count(*) AS flags_set,
    0 AS rows_rejected
FROM made_articles
GROUP BY run_id
ORDER BY started_at;

INSERT INTO pages BY NAME
SELECT DISTINCT ON (page_id)
    page_id,
    'https://outlet' || dice('outlet' || page_id, 20) || '.example/news/' || page_id AS url,
    'Outlet ' || upper(word_of('name' || dice('outlet' || page_id, 20))) || ' ' || dice('outlet' || page_id, 20) AS outlet,
    fetched_at AS first_seen_at,
    fetched_at AS last_seen_at
FROM made_articles
ORDER BY article;

INSERT INTO articles BY NAME
SELECT
    article_id, page_id, 'story-' || article || '.html' AS name,
    'The ' || word_of('t' || article) || ' and the ' || word_of('u' || article) || ' of the ' || word_of('v' || article) AS title,
    'A. Reporter' AS byline, 'en' AS language,
    CASE WHEN article % 10 > 0 THEN fetched_at - INTERVAL 1 HOUR END AS published_at,
    CASE WHEN article % 10 > 0 THEN 'json-ld' END AS published_basis,
    fetched_at, text, sha256(text) AS text_sha256,
    id_of('article ' || CASE WHEN article % 20 = 7 THEN article - 3 ELSE article END) AS origin_id,
    'html@1' AS read_by, 'finders@1' AS found_with, run_id
FROM made_articles
ORDER BY article;

INSERT INTO claims BY NAME
SELECT
    id_of('claim ' || claim) AS claim_id, article_id, kind, quote, start_char, start_char + length(quote) AS end_char,
    sentence, sentence_start, sentence_start + length(sentence) AS sentence_end, sentence AS statement, '[]' AS resolutions,
    claimant, CASE WHEN claimant IS NOT NULL THEN sentence_start END AS claimant_start,
    sentence_start + length(claimant) AS claimant_end, CASE WHEN claimant IS NOT NULL THEN 'person' END AS claimant_kind,
    CASE WHEN claimant IS NULL THEN 'narrated' ELSE 'reported' END AS voice, CASE WHEN claimant IS NOT NULL THEN 'said' END AS cue,
    'past_present' AS tense,
    CASE WHEN kind IN ('agreement', 'statement') THEN NULL ELSE figure END::DOUBLE AS value_low, value_low AS value_high,
    CASE WHEN value_low IS NOT NULL THEN 'exact' END AS modifier,
    CASE kind WHEN 'money' THEN '$' WHEN 'people' THEN 'person' WHEN 'percent' THEN '%' WHEN 'count' THEN 'boat' WHEN 'measure' THEN 't' END AS unit,
    word_of('in' || claim) || ' of the ' || word_of('of' || claim) AS measured,
    dice('worth' || claim, 10000) / 10000 AS checkworthiness, 3 * checkworthiness AS stakes, 'asserted' AS assertion, [] AS notes, 'made@1' AS found_by,
    fetched_at AS found_at, fetched_at AS last_seen_at, run_id
FROM made
JOIN made_articles USING (article)
ORDER BY claim;

CREATE TEMP TABLE made_threads AS
SELECT
    id_of('claim ' || claim) AS claim_id, id_of('thread ' || (article // 6) || ' ' || place) AS thread_id, article, claim, kind,
    first_value(id_of('claim ' || claim)) OVER (PARTITION BY article // 6, place ORDER BY article) AS first_claim
FROM made
WHERE place IN (0, 4);

INSERT INTO threads BY NAME
SELECT thread_id, 'people of ' || thread_id AS measured, 'person' AS unit, 'run-0' AS run_id FROM made_threads GROUP BY thread_id ORDER BY min(claim);

INSERT INTO thread_claims BY NAME
SELECT
    claim_id, thread_id, 0.9 AS score, 'made@1' AS linked_by, 'run-' || (article // 1000) AS run_id,
    CASE WHEN claim_id <> first_claim AND kind = 'people' THEN 'update_over_time' END AS difference,
    CASE WHEN claim_id <> first_claim AND kind = 'people' THEN first_claim END AS differs_from
FROM made_threads
ORDER BY claim;

INSERT INTO flags BY NAME
SELECT id_of('claim ' || claim) AS claim_id, flag, weight,
    to_json({low: figure, high: figure, modifier: 'exact', measured: word_of('in' || claim)}) AS detail,
    fetched_at AS flagged_at, run_id
FROM (
    SELECT claim, article, figure, unnest(list_filter([
        CASE kind
            WHEN 'money' THEN 'money_total' WHEN 'people' THEN 'people_count' WHEN 'percent' THEN 'percentage'
            WHEN 'agreement' THEN 'legal_agreement' WHEN 'statement' THEN 'announcement' ELSE 'statistic'
        END,
        CASE WHEN kind = 'people' AND dice('f2' || claim, 3) = 0 THEN 'casualties' WHEN dice('f2' || claim, 3) = 0 THEN 'historic_period' END,
        CASE WHEN dice('f3' || claim, 4) = 0 THEN 'disputed' END,
        CASE WHEN claimant IS NULL AND dice('f4' || claim, 10) = 0 THEN 'anonymous_source' END
    ], lambda name: name IS NOT NULL)) AS flag
    FROM made
)
JOIN flag_rules USING (flag)
JOIN made_articles USING (article)
ORDER BY claim, flag;

INSERT INTO sketches BY NAME
SELECT article_id, length(text) // 6 AS shingles,
    list_transform(range(128), lambda turn: CAST(hash(article + turn) % 4294967296 AS UINTEGER)) AS minhash,
    list_transform(range(32), lambda turn: CAST(hash(article * 32 + turn) % 4294967296 AS UINTEGER)) AS bands,
    getvariable('sketched_by') AS sketched_by, run_id
FROM made_articles
ORDER BY article;

INSERT INTO edits BY NAME
SELECT
    id_of('edit ' || newer.article) AS edit_id, newer.page_id, older.article_id AS article_id_before,
    newer.article_id AS article_id_after, id_of('claim ' || 8 * older.article) AS claim_id_before,
    id_of('claim ' || 8 * newer.article) AS claim_id_after, ['figure'] AS changes, true AS is_silent, true AS is_within,
    0.9 AS score, 'made@1' AS aligned_by, newer.run_id
FROM made_articles AS newer
JOIN made_articles AS older ON older.article = newer.article - 1 AND newer.article % 100 = 99;

INSERT INTO reviews BY NAME
SELECT
    id_of('review ' || i) AS review_id, id_of('claim ' || dice('reviewed ' || i // 2, getvariable('claims'))) AS claim_id,
    ['in_progress', 'resolved', 'awaiting_source', 'dismissed', 'resolved'][1 + dice('status' || i, 5)] AS status,
    CASE WHEN status = 'resolved' THEN ['true', 'false', 'half_true'][1 + dice('verdict' || i, 3)] END AS verdict,
    'Reviewer ' || i % 7 AS reviewer, TIMESTAMPTZ '2026-01-01 08:00:00+00' + INTERVAL 1 MINUTE * i AS reviewed_at
FROM range(least(5000, getvariable('claims'))) AS numbers(i);

CREATE TEMP VIEW marking AS FROM claims;
CREATE TEMP VIEW marking_flags AS FROM flags;
