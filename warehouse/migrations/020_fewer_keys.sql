-- Which claims an item has stands beside the claim that leads it, so that they are found by their keys.
ALTER TABLE marks ADD COLUMN item_others VARCHAR;
COMMENT ON COLUMN marks.item_others IS 'the other claims of the item that it leads, by their ids, parted by spaces; null where there are none and for one that leads none';
UPDATE marks
SET item_others = told.item_others
FROM (
    SELECT item, string_agg(claim_id, ' ' ORDER BY claim_id) AS item_others
    FROM marks
    WHERE item <> claim_id
    GROUP BY item
) AS told
WHERE marks.claim_id = told.item;

-- Flags have no keys any more: these were more than half of what a run must hold in memory of all that is kept, and a page
-- finds what is flagged in the marks. That none is there twice is seen to by whoever writes them, and by an assertion.
CREATE TABLE flags_with_keys AS SELECT * FROM flags ORDER BY rowid;
DROP TABLE flags;
CREATE TABLE flags (
    claim_id VARCHAR NOT NULL,
    flag VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    detail JSON NOT NULL,
    flagged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE flags IS 'One reason why a claim needs verifying outside the article; replaced when the claim is marked again.';
COMMENT ON COLUMN flags.claim_id IS 'the claim -> claims.claim_id';
COMMENT ON COLUMN flags.flag IS 'which flag -> flag_rules.flag';
COMMENT ON COLUMN flags.weight IS 'how much it counts in the order of claims of like stakes';
COMMENT ON COLUMN flags.detail IS 'JSON: the inputs that it fired on';
COMMENT ON COLUMN flags.flagged_at IS 'when it was set';
COMMENT ON COLUMN flags.run_id IS 'the run that wrote the row -> runs.run_id';
INSERT INTO flags BY NAME SELECT * FROM flags_with_keys ORDER BY rowid;
DROP TABLE flags_with_keys;
