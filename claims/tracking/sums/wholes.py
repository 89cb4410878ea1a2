"""What a whole and its parts have in common, and how they are held against one another."""

from collections.abc import Iterator, Sequence

from claims.model import Figure
from claims.text.lexicon import singular_of
from claims.tracking.sums.told import Line, Miscount, is_point, shown, value

RULE = "parts_whole"

_MOST_OF = 0.6


def whole_before(line: Line) -> Figure | None:
    """Return the one count of the sentence before of which the parts can be, or its one sum where they are sums."""
    kinds = {"money"} if {f.kind for f in line.figures} == {"money"} else {"people", "count"}
    counts = [f for f in line.previous.figures if f.kind in kinds and (f.low or 0) > 1] if line.previous else []
    return counts[0] if len(counts) == 1 else None


def noun_of(figure: Figure) -> str:
    """Return what a figure says that it counts, its last word in the singular; nothing where it counts without a word."""
    words = (figure.noun or "").split()
    return singular_of(words[-1].lower()) if words else ""


def is_most(whole: Figure, *parts: Figure) -> bool:
    """Tell whether parts that are said to be all of a whole are near it, so that no third part was left to the reader."""
    return all(map(is_point, (whole, *parts))) and sum(map(value, parts)) > _MOST_OF * value(whole)


def alike(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether people are parts of people, and things of things of their own name."""
    if whole.kind == "people" or (whole.unit is None and all(part.kind == "people" for part in parts)):
        return all(part.kind in {"people", "count"} for part in parts)
    if whole.kind == "money":
        return all(part.kind == "money" and part.unit == whole.unit for part in parts)
    if whole.kind == "measure":
        return all(part.kind in {"measure", "count"} and part.unit in {None, whole.unit} for part in parts)
    return whole.kind == "count" and all(part.kind in {"people", "count"} for part in parts)


def compare(line: Line, whole: Figure, parts: Sequence[Figure], is_all: bool) -> Iterator[Miscount]:  # noqa: FBT001
    """Add up, where every term is a certain whole number."""
    if not all(is_point(each) and value(each) == int(value(each)) for each in (whole, *parts)):
        return
    total = sum(value(part) for part in parts)
    if total == value(whole) or (total < value(whole) and not is_all) or any(value(p) > value(whole) for p in parts):
        return
    told = line.told
    named = ", ".join(f"“{told.words(part)}”" for part in parts[:-1]) + f" and “{told.words(parts[-1])}”"
    says = f"{named} make {shown(total)}, where the whole is “{told.words(whole)}”."
    yield Miscount(RULE, (told.term(whole), *map(told.term, parts)), shown(total), told.words(whole), says)
