-- what: how many items the filters leave
SELECT count(*) AS items
FROM (SELECT *, rowid AS mark_row FROM marks) AS marks
WHERE /*where*/
