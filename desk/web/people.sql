-- what: who has signed reviews or was given work, the latest first
SELECT name
FROM (
    SELECT reviewer AS name, reviewed_at FROM all_reviews
    UNION ALL
    SELECT assignee, reviewed_at FROM all_reviews WHERE assignee IS NOT NULL
)
GROUP BY name
ORDER BY max(reviewed_at) DESC, name
LIMIT 50
