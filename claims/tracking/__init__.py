"""What claims have to do with each other: the same measure elsewhere, sums that do not close, fact-checks of before."""
