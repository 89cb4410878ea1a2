-- what: the page of an article
SELECT url, outlet FROM pages WHERE page_id = $page_id
