"""`import`: fact-checks that others have published, into the warehouse."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from desk.words import FINE, SOME_FAILED, say, say_all, show
from flows.settings import load_settings

_MOST_FAULTS = 20


def import_fact_checks(inputs: Sequence[str], config: Path | None, data: Path | None) -> int:
    """Keep the inputs' ClaimReviews, publish, and say what came of each; return 1 if some could not be kept."""
    settings = load_settings(config, data_folder=data)
    from flows.earlier_checks import import_steps  # noqa: PLC0415 - loads polars and DuckDB
    from flows.launch import launch  # noqa: PLC0415
    from flows.listed import listed  # noqa: PLC0415

    plainly = partial(import_steps, inputs, settings)
    with listed(inputs, settings.data_folder) as named:
        imported = launch("import_fact_checks", plainly, settings, say, inputs=named)
    earlier, saved = imported.earlier, imported.saved
    say_all(f"refused: {each}" for each in earlier.refused)
    say_all(f"note: {line}" for line in earlier.faults[:_MOST_FAULTS])
    if len(earlier.faults) > _MOST_FAULTS:
        say(f"note: {len(earlier.faults) - _MOST_FAULTS} more; the column faults of fact_checks holds them all")
    show(f"Earlier fact-checks: {saved.new} new, {saved.known} known, {len(earlier.refused)} refused")
    return SOME_FAILED if earlier.refused or saved.refused else FINE
