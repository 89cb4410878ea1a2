-- what: what people said of who the claimant is, the newest first
SELECT
    acts.act_id, acts.act, acts.note, acts.reviewer, acts.acted_at, acts.undoes, acts.claimant_id, acts.other_id,
    own.name AS claimant_name, other.name AS other_name, len(acts.article_ids) AS articles, back.reviewer AS undone_by
FROM claimant_acts AS acts
LEFT JOIN claimant_acts AS back ON back.undoes = acts.act_id
JOIN claimants AS own ON own.claimant_id = acts.claimant_id
LEFT JOIN claimants AS other ON other.claimant_id = acts.other_id
WHERE acts.act <> 'undo' AND $claimant IN (acts.claimant_id, acts.other_id)
ORDER BY acts.acted_at DESC
LIMIT 50
