-- what: the priority of an item so far down the queue, where there are as many
SELECT marks.priority
FROM marks
WHERE /*where*/
ORDER BY marks.priority DESC
LIMIT 1 OFFSET $kept
