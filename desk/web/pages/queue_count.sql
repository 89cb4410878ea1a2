-- what: how many claims the filters leave
SELECT count(*) AS claims
FROM /*numbered_marks*/ AS marks
WHERE /*where*/
