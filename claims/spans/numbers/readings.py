"""What the forms of amounts read: an `Amount`, which counts or measures, or an `Other`, which does neither."""

from dataclasses import dataclass
from typing import Literal

from claims.spans.numbers.atoms import Number
from claims.spans.units import Unit

Role = Literal["figure", "date", "time", "age", "score", "rank", "name", "address", "list index", "idiom", "unread"]
"""What a number of a text is for; a code counts as a name."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens first..last (end exclusive) of a number with its unit; `number_last` ends the numeric part."""

    first: int
    last: int
    number_last: int
    low: float | None
    number: Number
    form: str
    unit: Unit | None = None
    signed: bool = False  # a currency sign stands in front
    age: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Tokens first..last (end exclusive) that hold a number which is no figure, and what it is instead."""

    first: int
    last: int
    role: Role
    form: str


Reading = Amount | Other
