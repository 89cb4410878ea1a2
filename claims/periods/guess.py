"""What the grammar of its clause says of the time of a claim: a first guess, which the chooser weighs beside other signs."""

import re
from collections.abc import Sequence

from claims.model import Claim, DateSpan, Span
from claims.reading import Reading
from claims.statement import scope_of

_BREAK = re.compile(r"[;:—“”]")
_COMMA = re.compile(r",(?!\d)")
_TURN = re.compile(r",(?!\d)|\b(?:to|from|and|but|while|whereas|against|versus|than|compared)\b")
_GOES_ON = re.compile(
    r"\s+(?:have|has|had|were|was|are|is|will|would|could|can|may|might|did|does|do|includes?|remains?|faces?)\b"
)
OTHER_EVENT = re.compile(r"\b(?:since|than|after|before|until|when|because)\s+(?=\S+\s+\S+)", re.IGNORECASE)
_PAUSE = re.compile(r"[,;]")
DETERMINED = re.compile(r"(?:\b(?:the|an?|its|their|his|her|this|that|our|new)|['’]s)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"[ -](?!(?:and|or|but|as|with|from|to|by|at|in|on|of|for|is|are|was|were|has|had|have|when|where|after|before|while"
    r"|because|that|which|who|the|an?|it|he|she|they|we|will|would|could|compared|than|if|since|until)\b)[A-Za-z]"
)
OCCASION = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:elections?|primary|primaries|caucus(?:es)?|referendum|vote|race|campaign|cycle|census|season|Olympics|Games"
    r"|World\s+Cup|outbreak|pandemic|recession|midterms?)\b",
    re.IGNORECASE,
)
"""What a year in front of it dates: "in the 2016 presidential election", as against "under the 2010 law"."""
_DURING = re.compile(r"\b(?:in|for)\s+(?:the\s+|that\s+)?$", re.IGNORECASE)
_STUDY = re.compile(r"\s(?:[\w-]+\s)?(?:surveys?|polls?|study|studies)\b", re.IGNORECASE)  # dates what was found
_OWN_SPAN = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:over|across|within)\s+(?:the\s+next\s+)?(?:\w+|\d+)\s+(?:years?|decades?|months?)\b",
    re.IGNORECASE,
)
FRONTED = re.compile(
    r"(?:In|At|Under|For|According to|With|From)\s[^,]*\b\w+(?:ed|wn)\s+(?:on\s+|in\s+|late\s+|early\s+)?$"
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|at least\s+)?$", re.IGNORECASE)
_DESCRIBES = re.compile(
    r"\b[a-z]+(?:ed|wn|en)\s+(?:in\s+|on\s+|during\s+)?(?:the\s+)?$"
)  # "the miners rescued last month were"
ASIDE = re.compile(r",\s+(?:which|who|whose|where|with|including|an?|the|and)\b[^,]*$")
_MOST_DATES = 12  # of one sentence that are weighed for each of its claims
_NEAR = 4  # words between a figure and the date that belongs to its own noun phrase


def guess_of(claim: Claim, reading: Reading) -> DateSpan | None:
    """Return the calendar expression that dates a claim; None where the sentence states none for its clause.

    One inside the claim's own words comes first, then the nearest that governs its clause. The day on which somebody
    spoke is not the day of what was said, "the 2010 law" names a law, and "since Davis in 2018" dates another event.
    """
    span = Span(claim.start_char, claim.end_char)
    scope = scope_of(claim, reading)
    told = _nearest(reading.dates_in(scope), span)
    found = [day for day in told if not belongs_elsewhere(reading.text, span, day, scope.start)]
    if is_known(claim, reading):
        own = (day for day in found if is_of_its_own(reading.text, span, day))
        return None if _COMPOUND.match(claim.quote) else next(own, None)
    if _OWN_SPAN.match(reading.text, span.end):  # "$5 trillion over ten years": the year of the rest is not its own
        found = [day for day in found if day.start >= span.start]
    inside = [day for day in found if span.holds(Span(day.start, day.end))]
    if inside:
        return inside[0]
    near = [day for day in found if _is_of_clause(reading.text, span, day, scope)]
    nearest = min(near, key=lambda day: _distance(reading.text, span, day), default=None)
    if nearest:
        return _end_of_change(nearest, reading.text, scope.start, span)
    return _of_study(claim, reading) or _from_sentence_before(claim, reading)


_OWNED = re.compile(r"(?:\b(?:its|his|her|their|our|my)|['’]s|s['’])\s+$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|these|those)\s+$", re.IGNORECASE)
_LED_IN = re.compile(
    r"\b(?:at|on|for|with|into|across|between|among|of)\s+(?:the |its |his |her |their )?$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-[a-z]", re.IGNORECASE
)
_FEW = 20
_OWN_REACH = (
    40  # characters behind a known thing in which a date may belong to it: "the 24 missiles it tested last year"
)


def is_known(claim: Claim, reading: Reading) -> bool:
    """Tell what the clause's date does not date: known things ("the court's five judges"), asides, compound words.

    "He spoke at two schools on Monday", "its five judges sat in May", "the 11-count charge was read on Friday".
    """
    before = reading.text[max(claim.sentence_start, claim.start_char - _OWN_REACH) : claim.start_char]
    if claim.kind not in ("count", "people", "measure"):
        return False
    if _COMPOUND.match(claim.quote):
        return True
    few = claim.value_low is not None and claim.value_low <= _FEW and _LED_IN.search(before)
    return claim.kind != "measure" and bool(few or _OWNED.search(before) or _THE.search(before))


def is_of_its_own(text: str, span: Span, day: DateSpan) -> bool:
    """Tell whether a date stands in a known thing's own words or right behind them."""
    behind = day.start - span.end <= _OWN_REACH and "," not in text[span.end : day.start]
    return day.start >= span.start and behind


def _of_study(claim: Claim, reading: Reading) -> DateSpan | None:
    """Return the year of the survey or study that the sentence says found it."""
    days = reading.dates_in(Span(claim.sentence_start, claim.start_char))
    return next((day for day in days if day.granularity == "year" and _STUDY.match(reading.text, day.end)), None)


_GIVEN = r"(?:about |around |roughly |nearly |some )?[$£€]?$"
_LEFT = re.compile(rf"\bfrom {_GIVEN}", re.IGNORECASE)
_REACHED = re.compile(rf"\bfrom (?:\w+ )?[$£€]?\d[^;:.]{{0,40}}(?:\.\d[^;:.]{{0,30}})?\bto {_GIVEN}", re.IGNORECASE)
_MOVES = re.compile(r"[^;:.\d]{0,40}\bto (?:\w+ )?[$£€]?\d", re.IGNORECASE)


def _end_of_change(day: DateSpan, text: str, start: int, span: Span) -> DateSpan:
    """Return, of "from 2007 to 2017 it rose from 5 to 7", the end of the time that an end of the change belongs to."""
    if day.granularity != "range" or len(day.named) != 2:
        return day
    before = text[start : span.start]
    if _LEFT.search(before) and _MOVES.match(text, span.end):
        return day.named[0]
    return day.named[1] if _REACHED.search(before) else day


def _nearest(days: Sequence[DateSpan], span: Span) -> list[DateSpan]:
    """Return the dates that may govern a claim, in their order: of a list that runs on, those beside it."""
    if len(days) <= _MOST_DATES:
        return list(days)
    near = sorted(days, key=lambda day: max(day.start - span.end, span.start - day.end))[:_MOST_DATES]
    return sorted(near, key=lambda day: day.start)


def _from_sentence_before(claim: Claim, reading: Reading) -> DateSpan | None:
    """Return the one date of the sentence before, where the next of the paragraph goes on telling what happened then."""
    before, start = reading.sentence_before(claim.sentence_start), claim.sentence_start
    if claim.tense != "past_present" or before is None or "\n" in reading.text[before.end : start]:
        return None
    if reading.dates_in(Span(start, claim.sentence_end)) or not _GOES_BACK.match(reading.text, start):
        return None
    return _only_date(reading.dates_in(before))


def _only_date(days: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date that all dates of a sentence tell."""
    told = [day for day in days if day.first and day.granularity != "decade"]
    return told[0] if len({(day.first, day.last) for day in told}) == 1 else None


_GOES_BACK = re.compile(
    r"(?:He|She|It|They|The|His|Her|Its|Their|This|That|These|Those|A total|Another|After|During|Later|On|Then|At least|Some"
    r"|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+)\b"
)


def belongs_elsewhere(text: str, span: Span, day: DateSpan, start: int) -> bool:
    """Tell whether a date is part of a name, or dates another event than that of the claim."""
    before = text[max(start, day.start - 120) : day.start]
    if day.granularity in ("year", "month", "day", "season") and DETERMINED.search(before):
        attributive = text[day.start : day.start + 3] != "the" and _NOUN.match(text, day.end)
        occasion = OCCASION.match(text, day.end) and _DURING.search(before)
        if attributive and (occasion or _STUDY.match(text, day.end)):
            return False
        if attributive and not span.overlaps(Span(day.start, day.end)):
            return True
    between = text[max(start, span.start) : day.start] if day.start >= span.start else ""
    if day.granularity != "range" and _SINCE.search(before):
        return True
    if between and OTHER_EVENT.search(_PAUSE.split(between)[-1]):
        return not _is_since(text, day) and not (day.named and day.granularity == "range")
    if day.end > span.start:
        return False
    is_described = _DESCRIBES.search(before) and _GOES_ON.match(text, day.end)
    return bool(is_described or FRONTED.match(text[start : day.start]))


def _is_since(text: str, day: DateSpan) -> bool:
    """Tell whether "since" or its like stands right before the date, or a word or two away."""
    return bool(
        re.search(r"\b(?:since|until|before|after|than)\s+(?:\w+\s+)?$", text[max(0, day.start - 24) : day.start])
    )


def _is_of_clause(text: str, span: Span, day: DateSpan, scope: Span) -> bool:
    """Tell whether a date outside the claim's words dates its clause.

    Behind the claim it has to stand in the same clause: what follows a comma dates another ("17 were taken, five of
    whom came home in 2002"), unless commas enclose an aside.
    """
    if day.end <= span.start:
        return True
    between = text[span.end : day.start]
    if _BREAK.search(between) or _GOES_ON.match(text, day.end):
        return False
    commas = len(_COMMA.findall(between))
    aside = commas == 1 and ASIDE.search(text[scope.start : span.start])
    return commas % 2 == 0 or bool(aside)


def _distance(text: str, span: Span, day: DateSpan) -> tuple[int, int, int]:
    """Measure how far a date is from the words: clauses between, then turns of the sentence, then characters.

    A date of the claim's own noun phrase ("$136 million in funding for 2017") is nearer than one before it.
    """
    behind = day.start >= span.end
    between = text[span.end : day.start] if behind else text[day.end : span.start]
    turns = len(_TURN.findall(between))
    own = behind and not turns and len(between.split()) <= _NEAR
    return len(_BREAK.findall(between)), turns - own, len(between)
