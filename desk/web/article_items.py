"""The sentences to verify of an article, as the list beside its text shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.grouping import group_rows
from reports.items import parts_of
from reports.sentence import Part
from reports.words import Row

_AROUND = 120  # characters of a long sentence that are shown on each side of a mark


@dataclass(frozen=True, slots=True)
class Listed:
    """A sentence to verify: its number in the list, its claims (the leader first), and its parts."""

    number: int
    claims: Sequence[Row]
    parts: tuple[Part, ...]

    @property
    def flags(self) -> list[str]:
        """The flags of all its claims."""
        return list(dict.fromkeys(flag for row in self.claims for flag in row["flags"]))


def listed_items(flagged: Sequence[Row]) -> list[Listed]:
    """Return the items of the flagged claims as the text tells them."""
    groups = sorted(group_rows(flagged), key=lambda rows: (rows[0]["sentence_start"], rows[0]["start_char"]))
    return [Listed(number, rows, parts_of(rows, _AROUND)) for number, rows in enumerate(groups, start=1)]
