"""What the words of a text are: its lines, sentences and tokens, and the word lists that readers look them up in."""
