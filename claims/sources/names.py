"""The names of the outside sources, for those who need no more of them: importing this file loads nothing else."""

SOURCE_NAMES = (
    "local_fact_checks",
    "own_register",
    "wikidata",
    "world_bank",
    "eurostat",
    "ecb_rates",
    "frankfurter",
    "google_fact_check",
)
