"""Where an article's numbers contradict one another: a file for each rule, and what they all read."""
