"""The words that a question is made of: the clause of a claim, with days named, pronouns led back, and who said it apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.asking.clause import asides, clause_around
from claims.asking.plain import is_several
from claims.model import Attribution, Claim, DateSpan, Span
from claims.reading import Reading
from claims.speech.openers import Named
from claims.statement import scope_of
from claims.statements import is_clause
from claims.text.printed import Printed
from schemas.vocabulary import FIGURE_KINDS

_SURE = re.compile(
    r"(?:(?:on|late|early|last|this)\s+)*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\w*|yesterday|today|tonight)"
    r"(?:\s+(?:morning|afternoon|evening|night))?|(?:last|this)\s+(?:month|year)",
    re.IGNORECASE,
)
_NEAR = 8  # days before the publication in which a weekday is one of this or last week
_NO_NOTE = re.compile(r"['’-]|\s+[A-Z(]|\)")
_NAMED_SO = re.compile(
    r"\b(?:expected|will|would|due|scheduled|planned|plans?|next|upcoming|set|to|before|until|by)\s[^.;]*$|[A-Z]\w+ $|\bIf\b"
)
_BLANKS = re.compile(r"\s+")
_ACCORDING = re.compile(r",?\s*(?<!\w)[Aa]ccording to (?:[^,.;“”\"]|(?<=[A-Z])\.)+(?:,|$)\s*")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is made of: its clause as plain words, and where the figure stands in it."""

    words: str
    figure_at: int | None  # where the words of the figure begin in the clause
    number_end: int  # where the printed number ends in it
    dated: bool
    printed: Printed  # the article's words, by which names are told from words that a sentence begins with


def asked_of(claim: Claim, reading: Reading, said: Attribution | None) -> Asked:
    """Return the clause of a claim, of what its claimant asserts, in the words of a question."""
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    scope = scope_of(claim, reading)
    whole = claim.kind in ("statement", "identity") or (claim.kind == "quote" and is_clause(claim.quote))
    return _in_words(claim, reading, said, clause_around(text, own, scope, whole=whole))


def _in_words(claim: Claim, reading: Reading, said: Attribution | None, clause: Span) -> Asked:
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    edits = _edits(clause, own, reading, said)
    figure = own.start if claim.kind in FIGURE_KINDS and clause.holds(own) else None
    number_end = _number_end(claim, reading)
    words, places = _edited(text, clause, edits, (own.start, number_end))
    return Asked(
        words=words,
        figure_at=places.get(figure) if figure is not None else None,
        number_end=places.get(number_end, 0) if figure is not None else 0,
        dated=bool(reading.dates_in(clause)),
        printed=reading.printed,
    )


def _number_end(claim: Claim, reading: Reading) -> int:
    """Return where the printed number of a figure ends; the claim's own end where it has none."""
    found = reading.figures_in(claim.start_char, claim.start_char + 1)
    return found[0].number.end if found else claim.end_char


Edit = tuple[Span, str]


def _edits(clause: Span, own: Span, reading: Reading, said: Attribution | None) -> list[Edit]:
    """Return what is put otherwise in a clause: who said it left out, days named, pronouns led back."""
    text = reading.text
    edits: list[Edit] = [(Span(*found.span()), " ") for found in _ACCORDING.finditer(text, clause.start, clause.end)]
    edits += [(aside, "") for aside in asides(text, clause, own)]
    if said:
        inside = [span for span in (*said.source, *said.cue) if clause.holds(span)]
        if inside and max(span.end for span in inside) < clause.end:
            end = max(span.end for span in inside)
            end += len(" that") * text.startswith(" that ", end)
            edits.append((Span(min(span.start for span in inside), end), ""))
    for pronoun in (each for each in reading.named_in(clause) if _fits(each, text)):
        edits.append((pronoun.at, _for_pronoun(pronoun, text)))
    for day in reading.dates_in(clause):
        if told := sure_day(day, reading):
            edits.append((Span(day.end, day.end), f" ({told})"))
    return edits


def _fits(pronoun: Named, text: str) -> bool:
    """Tell whether a name has the number of its pronoun: what "they" are is several."""
    return (pronoun.at.of(text).lower() in ("they", "their")) == is_several(pronoun.name)


def _for_pronoun(pronoun: Named, text: str) -> str:
    if pronoun.at.of(text).lower() not in ("his", "her", "its", "their"):
        return pronoun.name
    return pronoun.name + ("’" if pronoun.name.endswith("s") else "’s")


def sure_day(day: DateSpan, reading: Reading) -> str | None:
    """Return the days that words like "Monday" and "last year" mean, for people; None where the reading is not sure.

    Sure are a weekday of the week before the story, and the month or year of it or before; what is to come is not.
    """
    text, published = reading.text, reading.article.published_on
    if day.first is None or day.last is None or published is None or day.note or day.first > published:
        return None
    if not _SURE.fullmatch(text[day.start : day.end].strip()) or _NO_NOTE.match(text, day.end):
        return None
    if _NAMED_SO.search(text[max(0, day.start - 45) : day.start]):
        return None
    near = day.granularity != "day" or (published - day.first).days <= _NEAR
    return told_days(day.first, day.last) if near else None


def told_days(first: date, last: date) -> str:
    """Return days in words: "28 October 2025", "October 2025", "2025", or both ends."""
    after = last + timedelta(days=1) if last < date.max else last
    if first == last:
        return f"{first.day} {first:%B} {first:%Y}"
    if (first.day, first.month, after.day, after.month) == (1, 1, 1, 1):
        return f"{first:%Y}" if after.year - first.year == 1 else f"{first:%Y} to {last:%Y}"
    if first.day == 1 and after.day == 1 and (after.year - first.year) * 12 + after.month - first.month == 1:
        return f"{first:%B} {first:%Y}"
    return f"{first.day} {first:%B} {first:%Y} to {last.day} {last:%B} {last:%Y}"


def _edited(text: str, clause: Span, edits: list[Edit], wanted: Sequence[int]) -> tuple[str, dict[int, int]]:
    """Return a clause with its edits on one line, and where each wanted offset of the text has come to stand in it."""
    out, places, at = "", dict[int, int](), clause.start
    for span, words in [*sorted(edits), (Span(clause.end, clause.end), "")]:
        if span.start < at:
            continue
        for offset in sorted({each for each in wanted if at <= each < span.start}):
            out, at = _joined(out, text[at:offset]), offset
            places[offset] = len(out)
        out, at = _joined(out, text[at : span.start]) + words, span.end
    if clause.end in wanted:
        places[clause.end] = len(out)
    return out, places


def _joined(out: str, words: str) -> str:
    """Return words behind others with single blanks between them, and none at the beginning."""
    plain = _BLANKS.sub(" ", words)
    return out + (plain[1:] if plain[:1] == " " and (not out or out[-1] == " ") else plain)
