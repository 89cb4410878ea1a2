"""One file for each outside authority: what it is asked about a claim, and what its answer says."""
