"""Where a run comes from and by what it reads: kept on its row, so that it can be told and made again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from claims.version import found_with, lexicons_with, weights_with
from flows.settings import Settings
from warehouse.flag_files import read_flags

_BEARS_ON_ROWS = ("outlet", "batch_size", "threshold", "money_total", "web", "feeds", "budget")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a run: its flow run in Prefect, and the schedule that fell due; neither where a person called it alone."""

    prefect_run: str | None = None
    schedule: str | None = None


PERSON = Origin()


def made_with(settings: Settings) -> Mapping[str, str]:
    """Return the hashes of all that decides what a run reads and marks, by their columns. May raise BrokenFlag."""
    flags = {flag.name: flag.path.read_text(encoding="utf-8") for flag in read_flags(settings.flag_folders)}
    decided = {name: value for name, value in asdict(settings).items() if name in _BEARS_ON_ROWS}
    return {
        "read_with": found_with(),
        "weights": weights_with(),
        "lexicons": lexicons_with(),
        "flag_files": _hash(flags),
        "settings": _hash(decided),
    }


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:_DIGITS]
