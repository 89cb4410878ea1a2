"""How figures and rankings are read: tokens, numbers, units, nouns, and what only looks like a figure."""
