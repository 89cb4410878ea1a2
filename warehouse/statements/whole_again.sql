-- what: A text that was cut and has come in again is whole again, until its time is over once more.
UPDATE articles SET text = incoming.text, text_kept = NULL
FROM incoming
WHERE articles.article_id = incoming.article_id AND articles.text_kept IS NOT NULL
