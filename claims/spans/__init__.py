"""What is printed, read exactly: forms over the classes of tokens, one table for each thing that is read."""
