"""What claims have to do with each other: threads, drift, arithmetic, claimants, agreement, matching to earlier checks."""
