"""How long texts are kept whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """The rule of an outlet, or of all outlets without one of their own; after it the sentences of claims are left."""

    outlet: str | None
    days: float | None  # None: for good; 0: until the run that read them ends
