-- The cut text takes the place of the whole one.
UPDATE articles SET text = cut_texts.text, text_kept = 'spans' FROM cut_texts WHERE articles.article_id = cut_texts.article_id
