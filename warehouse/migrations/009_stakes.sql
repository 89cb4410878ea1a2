-- What hangs on a claim comes first: stakes and assertion of claims, the genre of articles, and items, which people work on.
ALTER TABLE claims ADD COLUMN stakes DOUBLE;
COMMENT ON COLUMN claims.stakes IS 'what hangs on it for an editor: 0 nothing, 1 optional, 2 worth checking, 3 must be checked; null where it was read before stakes were';
ALTER TABLE claims ADD COLUMN assertion VARCHAR;
COMMENT ON COLUMN claims.assertion IS 'how the article holds it out: a fact, a commitment, a forecast, a question, a supposition, a denial, a view';

ALTER TABLE articles ADD COLUMN genre VARCHAR;
COMMENT ON COLUMN articles.genre IS 'what kind of story it is; null where that is not known';

ALTER TABLE flag_rules ADD COLUMN says VARCHAR;
COMMENT ON COLUMN flag_rules.says IS 'what it says of one claim, with {names} of what the claim and its inputs have; null where why says all';
COMMENT ON COLUMN flag_rules.weight IS 'how much it counts in the order of claims of like stakes';
COMMENT ON COLUMN flags.weight IS 'how much it counts in the order of claims of like stakes';

ALTER TABLE runs ADD COLUMN items_flagged BIGINT;
COMMENT ON COLUMN runs.items_flagged IS 'sentences that these claims to verify stand in, the items that people work on';

ALTER TABLE marking_settings DROP COLUMN worth;
UPDATE marking_settings SET threshold = 1.3;
COMMENT ON COLUMN marking_settings.threshold IS 'the stakes from which a claim with a reason needs verification';

ALTER TABLE marks ADD COLUMN item VARCHAR;
COMMENT ON COLUMN marks.item IS 'the claim that leads the item to work on: of its sentence, or of the first mention of the same thing in the article; null for what needs no verifying or repeats an older version -> claims.claim_id';
ALTER TABLE marks ADD COLUMN item_claims BIGINT;
COMMENT ON COLUMN marks.item_claims IS 'how many claims to verify the item has that it leads; null for one that leads none';
COMMENT ON COLUMN marks.priority IS 'its stakes (three times its check-worthiness where they were not read), then in the fifth digit the weight of its reasons';

-- What was read before has no stakes, so check-worthiness stands in for them.
UPDATE marks
SET
    priority = told.priority,
    needs_verification = always OR (len(flags) > 0 AND told.priority >= 1.3)
FROM (
    SELECT claim_id, round(coalesce(3 * checkworthiness, 0), 3) + least(weight, 99) / 100000 AS priority
    FROM marks
    JOIN claims USING (claim_id)
) AS told
WHERE marks.claim_id = told.claim_id;

WITH told AS (
    SELECT
        marks.claim_id,
        marks.article_id,
        marks.priority,
        claims.sentence_start,
        claims.start_char,
        CASE
            WHEN measured IS NOT NULL AND coalesce(value_low, value_high) IS NOT NULL
                THEN hash(claims.kind, value_low, value_high, unit, lower(measured))
            WHEN value_low IS NULL AND value_high IS NULL AND modifier IS NULL THEN hash(claims.kind, lower(statement))
            ELSE hash(claims.claim_id)
        END AS thing
    FROM marks
    JOIN claims USING (claim_id)
    WHERE needs_verification AND repeats IS NULL
),
homed AS (
    SELECT *, min(sentence_start) OVER (PARTITION BY article_id, thing) AS home FROM told
),
led AS (
    SELECT
        claim_id,
        first_value(claim_id) OVER (
            PARTITION BY article_id, home ORDER BY sentence_start <> home, priority DESC, start_char, claim_id
        ) AS item,
        count(*) OVER (PARTITION BY article_id, home) AS item_claims
    FROM homed
)
UPDATE marks
SET item = led.item, item_claims = CASE WHEN led.item = led.claim_id THEN led.item_claims END
FROM led
WHERE marks.claim_id = led.claim_id;
