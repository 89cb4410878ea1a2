-- what: how many claims the filters leave
SELECT count(*) AS claims
FROM marks
LEFT JOIN status_now USING (claim_id)
WHERE /*where*/
