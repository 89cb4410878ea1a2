"""When, and in what order: the only place for prefect, requests, the clock and the environment."""
