"""How who says what is read: quote marks, cues, subjects, contents, links between them, and speakers named before."""
