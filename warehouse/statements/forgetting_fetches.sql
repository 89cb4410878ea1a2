-- what: what was asked of their addresses.
DELETE FROM fetches
WHERE url IN (SELECT url FROM forgetting WHERE url IS NOT NULL) OR final_url IN (SELECT url FROM forgetting WHERE url IS NOT NULL)
