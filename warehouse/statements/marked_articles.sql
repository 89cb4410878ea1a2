-- what: the articles whose items a marking may change: those of the claims in `marking`, and the other versions of their pages
--       and of the pages that have their text
SELECT article_id FROM marking
UNION
SELECT article_id FROM family_of_marking
