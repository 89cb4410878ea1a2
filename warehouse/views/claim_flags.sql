-- what: every claim with the names of its flags, their weight, and whether it needs verification outside the article, and the
--       claim of an older version of its page that it only repeats, or of a newer one that took its place
SELECT claim_id, flags, weight, always, needs_verification, repeats, replaced_by
FROM marks
