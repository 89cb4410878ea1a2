"""What claims have to do with each other: threads, drift, sums, claimants, agreement, matching to earlier checks."""
