-- what: the cut text takes the place of the whole one, in the rows of the frame cut_texts
UPDATE articles SET text = cut_texts.text, text_kept = 'spans' FROM cut_texts WHERE articles.article_id = cut_texts.article_id
