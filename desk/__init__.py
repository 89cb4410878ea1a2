"""Where people act: the command line and the review pages."""
