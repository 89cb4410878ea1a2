"""What to ask of a claim: a question for whoever keeps the facts, and which authority that would be."""
