"""Numbers as printed: number words and digits, their units and nouns, what bounds them, and what each number is for."""
