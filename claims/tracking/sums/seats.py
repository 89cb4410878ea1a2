"""The seats of a house, and what its parties are said to have won of them."""

import re
from collections.abc import Iterator

from claims.tracking.sums.lists import SOME, winners
from claims.tracking.sums.told import F, Line, Miscount, Term, shown, value
from claims.tracking.sums.wholes import RULE, compare

_ALL_SEATS = re.compile(rf"\b[Aa]ll\s(?:of\s)?(?:the\s)?{F}")
_WON = re.compile(
    rf"\b([A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+)*)\s(?:(?:[a-z]+\s){{0,2}}(?:with|on)|won|took|takes|has|have|got|secured|holds?)\s{F}(?=[,.;]|\s(?:and|seats?|while)\b|$)"
)
_NO_OTHER = re.compile(r"\b[Nn]o\s(?:\w+\sor\s)?(?:other|independents?)\b|\bnobody else\b")


def won(line: Line) -> Iterator[Miscount]:
    """Yield "All 45 seats were at stake. Labour finished with 21, the Greens with ..." that are not those of the house."""
    here = _ALL_SEATS.search(line.signed)
    if not here or line.figure(here[1]).unit != "seat":
        return
    for each in (line, line.after):
        told_won = list(each.found(_WON)) if each else []
        names, parts = {match[1] for match, _ in told_won}, [figures[0] for _, figures in told_won]
        whole = line.figure(here[1])
        if each is None or len(parts) < 3 or len(names) != len(parts) or SOME.search(each.text):
            continue
        if [f for f in each.figures if f.kind in {"people", "count"} and f not in parts and f is not whole]:
            continue
        closing = f"{each.text} {each.after.text if each.after else ''}"
        yield from compare(line, whole, parts, bool(_NO_OTHER.search(closing)))


def of_house(line: Line) -> Iterator[Miscount]:
    """Yield "Of its 45 seats, Labour won 21, the Greens 14, ..." that are more than the house has, or all and fewer."""
    found = winners(line)
    if not found:
        return
    whole, spans, total = found
    closing = f"{line.text} {line.after.text if line.after else ''}"
    if total <= value(whole) and (total == value(whole) or not _NO_OTHER.search(closing)):
        return
    told = line.told
    terms = [Term(span.start, span.end, span.of(told.text)) for span in spans]
    says = f"What the parties are said to have won makes {shown(total)}, where the whole is “{told.words(whole)}”."
    yield Miscount(RULE, (told.term(whole), *terms), shown(total), told.words(whole), says)
