-- Who is to work on a claim is said by reviews, as its status is: appended, signed, and taken back like any other.
ALTER TABLE reviews ADD COLUMN assignee VARCHAR;
COMMENT ON COLUMN reviews.assignee IS 'who is to work on the claim from now on; null for nobody';

-- What a queue is narrowed by stands beside the claim that leads an item, so that no other row is looked at.
ALTER TABLE marks ADD COLUMN item_tells VARCHAR;
COMMENT ON COLUMN marks.item_tells IS 'what a queue is narrowed by, of all claims of the item that it leads: kind=KIND; and flag=FLAG; of each; null for one that leads none';
COMMENT ON COLUMN marks.repeats IS 'the claim of an older version of the page, or of a page that had its text before, that it only repeats, with no reason of its own -> claims.claim_id';
COMMENT ON COLUMN marks.item IS 'the claim that leads the item to work on: of its sentence, of the first mention of the same thing in the article, or of what another article tells of the same thing (a thread); null for what needs no verifying, only repeats or was replaced by a newer version -> claims.claim_id';
UPDATE marks
SET item_tells = told.item_tells
FROM (
    SELECT item, string_agg(DISTINCT tell, '' ORDER BY tell) AS item_tells
    FROM (
        SELECT
            item,
            unnest(list_prepend('kind=' || kind || ';', list_transform(flags, lambda flag: 'flag=' || flag || ';'))) AS tell
        FROM marks
        WHERE item IS NOT NULL
    )
    GROUP BY item
) AS told
WHERE marks.claim_id = told.item;
