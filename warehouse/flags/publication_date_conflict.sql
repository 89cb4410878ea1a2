-- why: the page states more than one date of publication, and the claim's own date is told by it
-- says: “{time}” counts from a date of publication that the page states in more than one way
-- clears: the true date of publication, from the outlet or an archive
-- weight: 0.3
-- always: false
SELECT claim_id, {published_at: published_at, conflicts: published_conflicts, time: time_text} AS detail
FROM marking
JOIN (SELECT article_id, published_at, published_conflicts FROM articles) AS dated USING (article_id)
WHERE len(published_conflicts) > 0
    AND time_text IS NOT NULL
    AND NOT regexp_matches(time_text, '\b(1[5-9]|20)\d\d')
