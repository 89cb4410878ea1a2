"""What claims have to do with each other, across articles."""
