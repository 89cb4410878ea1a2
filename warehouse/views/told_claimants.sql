-- what: whose claim each claim is, with what people joined and split: the claimant of its article's name, led on by the acts
--       that hold
WITH RECURSIVE held AS (
    FROM claimant_acts
    WHERE act <> 'undo' AND act_id NOT IN (SELECT undoes FROM claimant_acts WHERE undoes IS NOT NULL)
),
walk AS (
    SELECT claimant_id, other_id, 1 AS steps FROM held WHERE act = 'join'
    UNION
    SELECT walk.claimant_id, held.other_id, steps + 1
    FROM walk
    JOIN held ON held.act = 'join' AND held.claimant_id = walk.other_id
    WHERE steps < 50
),
roots AS (
    SELECT claimant_id, arg_max(other_id, steps) AS root FROM walk GROUP BY claimant_id
),
splits AS (
    SELECT
        coalesce(own.root, held.claimant_id) AS root,
        article_id,
        arg_max(coalesce(their.root, held.other_id), acted_at) AS other_id
    FROM (SELECT *, unnest(article_ids) AS article_id FROM held WHERE act = 'split') AS held
    LEFT JOIN roots AS own ON own.claimant_id = held.claimant_id
    LEFT JOIN roots AS their ON their.claimant_id = held.other_id
    GROUP BY ALL
)
SELECT
    claim_claimants.claim_id,
    coalesce(splits.other_id, roots.root, claim_claimants.claimant_id) AS claimant_id
FROM claim_claimants
LEFT JOIN roots USING (claimant_id)
LEFT JOIN (SELECT claim_id, article_id FROM claims WHERE article_id IN (SELECT article_id FROM splits)) AS moved USING (claim_id)
LEFT JOIN splits
    ON splits.root = coalesce(roots.root, claim_claimants.claimant_id) AND splits.article_id = moved.article_id
