"""The signs of where a claim and a date stand to one another: order, distance, and what stands between."""

import math
import re
from collections.abc import Sequence

from claims.model import DateSpan, Span
from claims.periods.candidates import BACK, Candidate
from claims.periods.guess import ASIDE, OTHER_EVENT
from claims.periods.place import Looked, Place
from claims.periods.words import AHEAD, BETWEEN, BREAKS, CLAUSE, PAST, PRESENT, TURNS, saying

_FEW_DAYS = 7
_APART = 2 * len(BETWEEN) + 43


def of_both(seen: Looked, candidate: Candidate, place: Place, among: Sequence[Candidate]) -> list[float]:
    """Return the signs of where a claim and a date stand to one another."""
    same = [each for each in among if each.back == candidate.back and each.part == 0]
    shared = [
        min(5, len({(c.day.first, c.day.last) for c in same})) / 5,
        float(any(c.back == 0 for c in among)),
        float(sum(c.day.first == candidate.day.first and c.day.last == candidate.day.last for c in among) > 1),
        float(not place.moods[0] and not candidate.back and _is_over(candidate.day, seen)),
        float(seen.claim.tense == "past_present" and _is_ahead(candidate.day, seen)),
        float(seen.claim.tense != "past_present" and _is_ahead(candidate.day, seen)),
    ]
    if candidate.back:
        apart = [each for each in among if 0 < each.back <= candidate.back]
        last = float(candidate is apart[-1]) if candidate.back <= BACK else 0.0
        lone = [float(len({(c.day.first, c.day.last) for c in apart}) == 1), last]
        alike = [
            float(
                any(
                    f.kind == seen.claim.kind
                    for f in place.reading.figures_in(place.sentence.start, place.sentence.end)
                )
            )
        ]
        return [*shared, *lone, *alike, *place.moods, *[0.0] * (_APART - 6)]
    return [*shared, *_in_one(seen, candidate, same)]


def _is_ahead(day: DateSpan, seen: Looked) -> bool:
    """Tell whether a date lies after the day of the article."""
    anchor = seen.place.reading.anchor
    return bool(anchor and day.first and day.first > anchor)


def _is_over(day: DateSpan, seen: Looked) -> bool:
    """Tell whether a date lies more than a few days before that of the article."""
    anchor = seen.place.reading.anchor
    return bool(anchor and day.last and (anchor - day.last).days > _FEW_DAYS)


def _in_one(seen: Looked, candidate: Candidate, same: Sequence[Candidate]) -> list[float]:
    """Return the signs of a claim and a date of one sentence."""
    tokens, place, day, span = seen.place.tokens, seen.place, candidate.day, seen.span
    first, last = place.index(span.start), place.index(span.end)
    begin, end = place.index(day.start), place.index(day.end)
    inside = span.overlaps(Span(day.start, day.end))
    behind = not inside and day.start >= span.end
    gap = range(0) if inside else range(last, begin) if behind else range(end, first)
    words = [tokens.at(i) for i in gap]
    between = [float(name in words) for name in BETWEEN]
    figures = (
        place.reading.figures_in(*((span.end, day.start) if behind else (day.end, span.start))) if not inside else ()
    )
    figures = [f for f in figures if not (f.start < span.end and span.start < f.end)]
    lies = [d.day for d in same if d.day is not day]
    crossed = sum((span.end <= d.start < day.start) if behind else (day.end <= d.start < span.start) for d in lies)
    apart = len(words)
    commas = words.count(",")
    nearer = [d for d in lies if _far(d, span) < _far(day, span)]
    later = [d for d in lies if d.start > day.start]
    sayings = saying()
    verbs = sum(w in PAST or w in PRESENT or w in AHEAD or (w.endswith("ed") and len(w) > 3) for w in words)
    rest = [
        float(inside), float(behind), float(not inside and not behind), math.log1p(apart) / 4,
        float(apart == 0), float(apart <= 2), float(apart <= 5), float(apart <= 10), float(apart > 20),
        min(3, commas) / 3, float(commas == 0), float(commas == 1), float(commas % 2 == 1),
        float(any(w in (";", ":", "—", "–", "”", "“", '"') for w in words)), min(4, len(figures)) / 4, float(not figures),
        min(3, crossed) / 3, float(not nearer), float(not later), float(len(lies) == 0), float(any(w in sayings for w in words)),
        min(3, verbs) / 3, float(verbs == 0), float(seen.scope.holds(Span(day.start, day.end))), float(seen.scope != Span(place.sentence.start, place.sentence.end)),
        float(any(w in ("from", "to") for w in words) and bool(figures)),
        float(not commas and not verbs and apart <= 6 and behind), float(begin <= 2 and not behind),
        float(any(name in words for name in CLAUSE)), float(bool(words) and words[-1] in sayings), float(bool(words) and words[0] == ","),
        float(bool(words) and words[0] in CLAUSE), float("and" in words and bool(figures)), 1.0,
        *_governs(seen, day, lies, words),
    ]  # fmt: skip
    return [*between, *(b * behind for b in between), *rest]


def _governs(seen: Looked, day: DateSpan, lies: Sequence[DateSpan], words: Sequence[str]) -> list[float]:
    """Tell how the clauses between a claim and a date part them, and whether another date is less parted."""
    text, span, behind = seen.place.reading.text, seen.span, day.start >= seen.span.end
    between = text[span.end : day.start] if behind else ""
    other = bool(OTHER_EVENT.search(re.split(r"[,;]", between)[-1])) if between else False
    aside = words.count(",") == 1 and bool(ASIDE.search(text[seen.place.sentence.start : span.start]))
    ranks = sorted(_parted(seen, each) for each in lies)
    own = _parted(seen, day)
    breaks, turns, _ = own
    return [
        float(other), float(behind and aside), float(behind and words.count(",") % 2 == 1 and not aside), min(3, breaks) / 3, min(4, turns) / 4,
        float(not ranks or own <= ranks[0]), float(bool(ranks) and own[:2] > ranks[0][:2]), float(turns == 0 and breaks == 0), float(behind and not turns and len(words) <= 4),
    ]  # fmt: skip


def _parted(seen: Looked, day: DateSpan) -> tuple[int, int, int]:
    """Measure how far a date is from the words: breaks between, then turns of the sentence, then characters."""
    place, span = seen.place, seen.span
    behind = day.start >= span.end
    gap = (
        range(place.index(span.end), place.index(day.start))
        if behind
        else range(place.index(day.end), place.index(span.start))
    )
    words = [place.tokens.at(i) for i in gap]
    turns = sum(word in TURNS for word in words)
    own = behind and not turns and len(words) <= 4
    return sum(word in BREAKS for word in words), turns - own, _far(day, span)


def _far(day: DateSpan, span: Span) -> int:
    """Return how many characters stand between a date and a claim."""
    return max(day.start - span.end, span.start - day.end, 0)
