"""What is printed, read exactly: dates, numbers and rankings, each by a table of forms."""
