"""A share of a number beside what it makes of it: "one in five of the 600 homes", and "the 60 empty homes".

A count of a share is explained by any whole near it of which it is the share. One that nothing explains is held against
the whole that the share is said to be of.
"""

import re
from collections.abc import Iterator

from claims.model import Figure
from claims.tracking.gist import gist_of
from claims.tracking.sums.sizes import says_points
from claims.tracking.sums.told import F, Line, Miscount, Told, shown, value
from claims.tracking.sums.wholes import RULE

_N = r"[^\ue000-\uf8ff.;:()]"
_OF = r"(?:\s(?:out\s)?of\s(?:the\s|its\s|all\s|those\s|these\s|their\s|his\s|her\s|some\s)?(?:[\w’'-]+['’]s\s)?)"
_OR = r"(?:,\sor\s(?:about\s|some\s|just\s)?|\s\(|\s[-–—]\s(?:or\s)?(?:about\s|some\s)?|,\s)"
_FORMS = (
    (re.compile(rf"{F}{_OF}{F}{_N}{{0,40}}?{_OR}{F}(?=[,.;)]|\s[-–—]|\sin\sall|\sof\sthem)"), "pwx"),
    (re.compile(rf"(?:^|[\s“\"])[Oo]f\s(?:the\s|its\s|all\s|those\s|these\s|their\s|his\s|her\s)?{F}{_N}{{0,60}}?,\s(?:only\s|just\s|more\sthan\s)?{F}{_N}{{0,25}}?{_OR}{F}(?=[,.;)]|\s[-–—]|\sof\sthem\b)"), "wpx"),
    (re.compile(rf"{F}{_OR}{F}{_OF}{F}"), "xpw"),
)  # fmt: skip
"""w is the whole, p its part, x whichever of the three is left."""

_SHARE_OF = re.compile(rf"{F}{_OF}{F}")
_OF_SHARE = re.compile(
    rf"(?:^|[\s“\"])[Oo]f\s(?:the\s|its\s|all\s|those\s|these\s|their\s)?{F}{_N}{{0,60}}?,\s(?:only\s|just\s)?{F}"
)
_THE = re.compile(r"\b(?:[Tt]he|[Tt]hose|[Tt]hese|[Aa]ll)\s$")
_OF_WHOLE = re.compile(r"(?:[\ue000-\uf8ff]\s|^[\"“]?|[,;(—–]\s?)[Oo]f\s(?:the|those|these|all)\s$")
"""What stands before another whole: "Of the 33 others", "40 per cent of the 174 women"."""

_CONCERNED = re.compile(r"(?:\s[a-z]+)?\s(?:concerned|affected|involved|in\squestion)\b")
_LOOSE = re.compile(r"\b(?:at\sleast|up\sto|as\smany\sas|less\sthan|fewer\sthan|under)\s$")
_SHARES_ROOM, _WORDS_ROOM, _ABOUT_ROOM = 0.06, 0.13, 0.2
_AHEAD = 2


def find(told: Told) -> Iterator[Miscount]:
    """Yield counts that are not the share of their whole which is printed."""
    for line in told.lines:
        if not any(_is_share(told, f) for f in line.figures):
            continue
        yield from _here(line)
        yield from _later(line)


def _here(line: Line) -> Iterator[Miscount]:
    """Yield "60 of the 600 homes, or one in five," and the like, where all three stand together."""
    for pattern, order in _FORMS:
        for _, figures in line.found(pattern):
            named = dict(zip(order, figures, strict=True))
            shares = [f for f in figures if _is_share(line.told, f)]
            counts = [named[name] for name in ("w", "p", "x") if named[name] not in shares]
            if len(shares) == 1 and len(counts) == 2 and named["w"] in counts and _is_part(*counts):
                yield from _compare(line, shares[0], *counts)
                return


def _later(line: Line) -> Iterator[Miscount]:
    """Yield "Of the 600 homes, one in five is empty. The owners of the 60 empty homes": named again by the same words."""
    found = [(share, whole) for _, (share, whole) in line.found(_SHARE_OF)]
    found += [(share, whole) for _, (whole, share) in line.found(_OF_SHARE)]
    for share, whole in found:
        if not _is_share(line.told, share) or not _is_count(whole):
            continue
        told_of = set(gist_of(line.around(share)[1].partition(",")[0]).stems)
        for each in line.near(0, _AHEAD):
            for part in each.figures:
                if part.start > max(share.end, whole.end) and _names_again(each, part, whole, told_of):
                    yield from _compare(line, share, whole, part)
                    return


def _names_again(line: Line, part: Figure, whole: Figure, told_of: set[str]) -> bool:
    """Tell whether a count is of those that a share was of: "the 60 empty homes", where some were said to be empty."""
    before, behind = line.around(part)
    if (
        re.match(r"\s(?:in|at|on|from)\s", behind)
        or not _THE.search(before)
        or _OF_WHOLE.search(before)
        or not _is_part(whole, part)
    ):
        return False
    words = set(gist_of(f"{part.noun or ''} {re.split('[,.;]', behind)[0]}").stems)
    own = set(gist_of(line.told.words(whole)).stems) | set(gist_of(whole.noun or "").stems)
    return bool((words & told_of) - own) or bool(_CONCERNED.match(behind))


def _is_share(told: Told, figure: Figure) -> bool:
    return figure.unit == "%" and figure.low is not None and figure.low == figure.high and not says_points(told, figure)


def _is_count(figure: Figure) -> bool:
    is_kind = figure.kind in {"people", "count"} and figure.unit != "times"
    return is_kind and figure.low is not None and figure.low == figure.high and figure.modifier in {"exact", "about"}


def _is_part(whole: Figure, part: Figure) -> bool:
    """Tell whether one count can be part of another."""
    is_named = part.unit in {None, whole.unit} or whole.kind != "people" or part.kind == "people"
    return _is_count(whole) and _is_count(part) and is_named and 0 < value(part) < value(whole)


def _compare(line: Line, share: Figure, whole: Figure, part: Figure) -> Iterator[Miscount]:
    """Hold a part against the share of its whole."""
    told = line.told
    near = [f for each in line.near(2, _AHEAD) for f in each.figures if _is_count(f) and f is not part]
    if _LOOSE.search(told.text[max(0, share.start - 12) : share.start]) or any(
        _fits(told, share, f, part) for f in near
    ):
        return
    if (share.change is not None) or 100 * value(part) / value(whole) < 1:
        return
    expected = shown(round(value(whole) * value(share) / 100))
    says = f"“{told.words(share)}” of “{told.words(whole)}” is about {expected}, where “{told.words(part)}” is printed."
    yield Miscount(RULE, tuple(map(told.term, (whole, share, part))), expected, told.words(part), says)


def _fits(told: Told, share: Figure, whole: Figure, part: Figure) -> bool:
    """Tell whether a part is a share of a whole, with what rounding by ear leaves."""
    is_digits = any(each.isdigit() for each in told.words(share)) and "in" not in told.words(share)
    slack = _SHARES_ROOM if is_digits else _WORDS_ROOM
    slack = _ABOUT_ROOM if {share.modifier, whole.modifier, part.modifier} != {"exact"} else slack
    expected = value(whole) * value(share) / 100
    return abs(expected - value(part)) <= max(slack * expected, 0.6 * value(whole) / 100, 1.0)
