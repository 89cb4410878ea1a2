"""Every outside source, each on a line: the only place that knows them all."""

from claims.sources import (
    ecb_rates,
    eurostat,
    frankfurter,
    google_fact_check,
    local_fact_checks,
    own_register,
    wikidata,
    world_bank,
)  # fmt: skip
from claims.sources.model import Source

SOURCES: tuple[Source, ...] = (
    local_fact_checks.SOURCE,
    own_register.SOURCE,
    wikidata.SOURCE,
    world_bank.SOURCE,
    eurostat.SOURCE,
    ecb_rates.SOURCE,
    frankfurter.SOURCE,
    google_fact_check.SOURCE,
)
"""Each is asked in this order where nothing else tells them apart."""
