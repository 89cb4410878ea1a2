-- what: claims that only repeated one that is gone, or were led by one.
SELECT claim_id
FROM marks
WHERE repeats IN (SELECT id FROM forgetting) OR item IN (SELECT id FROM forgetting)
ORDER BY claim_id
