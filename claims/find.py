"""From an article to its claims: every finder looks at one reading, overlaps are settled, who and when are added.

A new kind of claim is one finder file and one line in `FINDERS`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from claims.agreements import find_agreements
from claims.asking.authority import authority_of
from claims.asking.question import ready_question
from claims.budget import USUAL, Bounds
from claims.claimants import claimant_of, claimant_span, holding
from claims.draft import Draft
from claims.events import find_events
from claims.granted import as_printed
from claims.ids import claim_id_of
from claims.meaning import Stand
from claims.model import Article, Attribution, Claim, DateSpan, Resolution, Sentence, Span
from claims.network.keeper_net import chances
from claims.notices import outside_notices
from claims.overlaps import Overlaps
from claims.promises import find_promises
from claims.quantities import find_places, find_quantities
from claims.quotations import find_quotes
from claims.reading import Reading, read_text
from claims.statement import state
from claims.statements import find_statements
from claims.surveys import surveyed_by
from claims.times import time_of
from claims.tracking.arithmetic import find_miscounts, told_of
from claims.tracking.parts_of import link_parts
from claims.tracking.sums.told import Miscount
from schemas.vocabulary import Assertion, Genre, Tense

Finder = Callable[[Reading], Iterable[Draft]]

FINDERS: tuple[tuple[str, Finder], ...] = (
    ("figures", find_quantities),
    ("rankings", find_places),
    ("agreements", find_agreements),
    ("events", find_events),
    ("promises", find_promises),
    ("quotes", find_quotes),
    ("statements", find_statements),
)
"""Each with its name, in the order in which they win where two claims of one kind overlap."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What reading an article comes to: its claims in reading order, its genre, unread numbers, sums that fail."""

    claims: list[Claim]
    genre: Genre | None = None  # None: not known
    unread: int = 0
    miscounts: tuple[Miscount, ...] = ()  # where its numbers contradict one another


def find_claims(article: Article, bounds: Bounds = USUAL) -> list[Claim]:
    """Return the claims of an article in reading order, each with `article.text[start_char:end_char] == quote`.

    Raises Unreadable when they are more than an article may make.
    """
    return read_article_claims(article, bounds).claims


def read_article_claims(article: Article, bounds: Bounds = USUAL) -> Findings:
    """Return what one reading of an article comes to: its claims as `find_claims` gives them, and the genre."""
    reading = read_text(article)
    claims = claims_in(reading, bounds)
    miscounts = tuple(find_miscounts(told_of(reading)))
    return Findings(link_parts(claims, article.text), reading.meaning.genre, len(reading.unread), miscounts)


def claims_in(reading: Reading, bounds: Bounds = USUAL) -> list[Claim]:
    """Return the claims of an article that is read, in their order, as yet without what they are parts of."""
    drafts = settle((draft, found_by) for found_by, find in FINDERS for draft in find(reading))
    bounds.refuse_claims(len(drafts), reading.article.name)
    claims = [claim for draft in drafts for claim in complete(*draft, reading)]
    return outside_notices(claims, reading.text)


def settle(drafts: Iterable[tuple[Draft, str]]) -> list[tuple[Draft, str]]:
    """Keep, where two drafts of one kind overlap, the earlier found; return them, with who found them, as they stand."""
    kept: list[tuple[Draft, str]] = []
    taken: dict[str, Overlaps] = {}
    for draft, found_by in drafts:
        of_kind = taken.setdefault(draft.kind, Overlaps())
        if not of_kind.touch(draft.span):
            of_kind.add(draft.span)
            kept.append((draft, found_by))
    return sorted(kept, key=lambda each: (each[0].span, each[0].kind))


def complete(draft: Draft, found_by: str, reading: Reading) -> Iterator[Claim]:
    """Yield the claim of a draft; none where it stands outside the body's sentences."""
    sentence = reading.sentence_at(draft.span.start)
    if sentence is None:
        return
    text, span = reading.text, draft.span
    stand = stand_of(draft, sentence, reading)
    assertion = as_printed(stand, text, Span(sentence.start, sentence.end), span) if draft.figure else stand.assertion
    bare = Claim(
        claim_id=claim_id_of(reading.article.article_id, draft.kind, span.start, span.end),
        article_id=reading.article.article_id,
        kind=draft.kind,
        quote=span.of(text),
        start_char=span.start,
        end_char=span.end,
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        statement="",
        found_by=f"{found_by}:{draft.figure.found_by}" if draft.figure else found_by,
        tense=draft.tense or TENSE_OF[assertion],
        assertion=assertion,
        stakes=stand.stakes,
        checkworthiness=reading.worth_at(sentence),
        notes=draft.notes,
    )
    claim = with_figure(bare, draft, text)
    claim = with_speaker(claim, reading)
    claim = with_time(claim, time_of(claim, reading), reading, sentence)
    claim = replace(claim, statement=state(claim, reading))
    likely = chances(claim, reading)
    question = ready_question(claim, reading, likely)
    whom = authority_of(claim, question, reading, likely)
    yield replace(claim, question=question, authority=whom.authority, settled_by=whom.who)


TENSE_OF: dict[Assertion, Tense] = {
    "asserted": "past_present",
    "denied": "past_present",
    "opinion": "past_present",
    "announced": "promise",
    "expected": "forecast",
    "asked": "forecast",
    "supposed": "forecast",
}


_SHARED = 0.7
"""How much of what its sentence weighs more than itself a number that does not lead it takes on."""


_FAR_LESS = 0.8  # stakes


def stand_of(draft: Draft, sentence: Sentence, reading: Reading) -> Stand:
    """Return the stakes and assertion of a draft: those of its number, else those of its sentence.

    The number with the highest stakes leads its sentence, and what it weighs is not less than what the sentence does; save
    where it weighs far less: then the sentence is about something else, which a clause of it tells.
    """
    whole = reading.stand_of(sentence)
    meant = reading.number_at(draft.figure.number) if draft.figure else None
    if meant is None:
        return whole
    own = meant.stand
    if reading.leads(meant, sentence) and own.stakes >= whole.stakes - _FAR_LESS:
        return replace(own, stakes=round((whole.stakes + max(whole.stakes, own.stakes)) / 2, 3))
    return replace(own, stakes=round(max(own.stakes, own.stakes + _SHARED * (whole.stakes - own.stakes)), 3))


def with_figure(claim: Claim, draft: Draft, text: str) -> Claim:
    """Add the reading of a figure, and the noun that it was carried from as a resolution."""
    figure = draft.figure
    if figure is None:
        return claim
    carried: tuple[Resolution, ...] = ()
    span = figure.noun_span
    if span and not Span(figure.start, figure.end).overlaps(span):
        carried = (Resolution(claim.quote, figure.start, figure.end, span.of(text), span.start, span.end),)
    return replace(
        claim,
        value_low=figure.low,
        value_high=figure.high,
        modifier=figure.modifier,
        change=figure.change,
        unit=figure.unit,
        measured=figure.measured,
        resolutions=claim.resolutions + carried,
    )


def with_speaker(claim: Claim, reading: Reading) -> Claim:
    """Name the claimant; where one passes on what another says, note the chain, outermost first."""
    around = holding(Span(claim.start_char, claim.end_char), reading)
    nearest = claimant_of(claim.kind, around, reading.text) or surveyed_by(claim, reading)
    if nearest is None:
        return claim
    names = [name for attribution in around if (name := name_of(attribution, reading.text))]
    notes = [note for attribution in around if (note := attribution.note)]
    if len(dict.fromkeys(names)) > 1:
        notes.append("speaker_chain: " + " > ".join(dict.fromkeys(names)))
    span = claimant_span(nearest, reading.text)
    if span is None:  # a pronoun that cannot be led back names nobody
        return replace(claim, voice=nearest.voice, notes=claim.notes + tuple(notes))
    return replace(
        claim,
        voice=nearest.voice,
        claimant=span.of(reading.text),
        claimant_start=span.start,
        claimant_end=span.end,
        claimant_kind=nearest.speaker_kind if nearest.source else "document",
        cue=" ".join(cue.of(reading.text) for cue in nearest.cue) or None,
        resolutions=claim.resolutions + nearest.resolutions,
        notes=claim.notes + tuple(notes),
    )


def name_of(attribution: Attribution, text: str) -> str | None:
    """Return the speaker as the article names it in full, else as printed at the claim; None where nobody is named."""
    span = claimant_span(attribution, text)
    return attribution.speaker or (span.of(text) if span else None)


def with_time(claim: Claim, day: DateSpan | None, reading: Reading, sentence: Sentence) -> Claim:
    """Add when the claim is about, and note a date that contradicts its weekday."""
    notes = claim.notes + tuple(
        f"date_conflict: {conflict.note or reading.text[conflict.start : conflict.end]}"
        for conflict in reading.conflicts_in(sentence)
    )
    if day is None:
        return replace(claim, notes=notes)
    if day.first is None and day.note:
        notes += (f"date_ambiguous: {day.note}",)
    words, resolutions = reading.text[day.start : day.end], claim.resolutions
    if day.stands_for:
        start, end = day.stands_for
        resolutions += (Resolution(words, day.start, day.end, reading.text[start:end], start, end),)
    return replace(
        claim, notes=notes, resolutions=resolutions, time_text=words, time_first=day.first, time_last=day.last
    )
