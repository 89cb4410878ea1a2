"""What a newer version of a page says otherwise than the one before: claims are aligned and compared, not characters.

"$5.5 billion" that became "$55 billion" is one character and the news. Claims are aligned by their words with every
figure masked, so that a changed figure does not part them from what they were.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claims.model import Claim
from claims.notices import names, new_notices
from claims.text.sentences import read_lines, split_sentences
from schemas.vocabulary import FIGURE_KINDS, Edited

T = TypeVar("T")

ALIGNED_BY = "versions@2"

LEAST_LIKENESS = 0.55  # of masked sentences, for two claims to be one
MOST_OPPOSITE = 300  # claims or sentences of the other version that one is compared with; more are of no article
STAYED_LIKENESS = 0.6  # for a sentence to have stayed, though it lost or gained a figure

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(
    r"[$€£¥]?\d[\d.,:]*(?:st|nd|rd|th|[bkmt]n?)?\b|\b(?:hundred|thousand|(?:m|b|tr)illion|bn|mln|dozen)s?\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
# How surely words vouch for what they introduce: a lower grade afterwards is a weakened attribution.
_VOUCHING = re.compile(
    r"\b(?:confirm|announc|verif|prov|show|found|find|rul|conclud|establish|demonstrat|reveal|document|certif|acknowledg|admit|disclos)\w*",
    re.IGNORECASE,
)
_DOUBTING = re.compile(
    r"\b(?:claim|alleg|suggest|reportedly|purport|believ|rumou?r|suspect|think|thought|assum|hint|speculat|fear|insist|maintain|contend|"
    r"assert|may|might|could|apparent|possibl)\w*",
    re.IGNORECASE,
)
_ARTICLES = frozenset(("the", "a", "an", "mr", "mrs", "ms", "dr"))
_BARE, _VOUCHED, _SAID, _DOUBTED = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: its text, and the claims that were found in it."""

    text: str
    claims: Sequence[Claim]


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed in one claim; without `before` it appeared, without `after` it vanished."""

    before: Claim | None
    after: Claim | None
    changes: tuple[Edited, ...]
    score: float  # likeness of the two, or of the sentence around the one to the nearest of the other version
    is_within: bool  # the sentence around it stayed


def align(old: Version, new: Version) -> list[Edit]:
    """Return the edits between two versions, in the order of the newer text, what vanished last.

    Claims that did not change yield none; a claim that stands on another place is the same claim.
    """
    olds, news = _without_the_same(old.claims, new.claims)
    pairs = _pair_up(olds, news)
    edits = [Edit(a, b, changes, score, is_within=True) for a, b, score in pairs if (changes := tuple(_changes(a, b)))]
    paired = {claim.claim_id for a, b, _ in pairs for claim in (a, b)}
    appeared = _alone([each for each in news if each.claim_id not in paired], old.text)
    vanished = _alone([each for each in olds if each.claim_id not in paired], new.text)
    edits += [Edit(None, each, ("appeared",), like, like >= STAYED_LIKENESS) for each, like in appeared]
    edits.sort(key=lambda edit: edit.after.start_char if edit.after else 0)
    return edits + [Edit(each, None, ("vanished",), like, like >= STAYED_LIKENESS) for each, like in vanished]


def silent_among(edits: Sequence[Edit], old: str, new: str) -> list[bool]:
    """Tell of each edit whether it is silent: no notice that the older text did not have names what it changed."""
    notices = new_notices(old, new)
    changed = [edit for edit in edits if edit.before and edit.after]
    return [
        not any(names(notice, edit.before, edit.after, alone=changed == [edit]) for notice in notices) for edit in edits
    ]


def is_same_story(old: str, new: str) -> bool:
    """Tell whether two texts can be versions of one: most of their words, figures aside, are the same."""
    return _alike(_masked(old), _masked(new)) >= STAYED_LIKENESS


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of every line; notices often stand in lines that are no body."""
    for line in read_lines(text):
        yield from (text[each.start : each.end] for each in split_sentences(text, line.start, line.end))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _without_the_same(olds: Sequence[Claim], news: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of each version that the other does not have word for word."""
    in_both = Counter(map(_whole, olds)) & Counter(map(_whole, news))
    return _beyond(olds, Counter(in_both)), _beyond(news, in_both)


def _beyond(claims: Sequence[Claim], in_both: Counter[tuple[object, ...]]) -> list[Claim]:
    """Return the claims but for as many of each as stand in both; uses the counts up."""
    left = []
    for claim in claims:
        if in_both[_whole(claim)] > 0:
            in_both[_whole(claim)] -= 1
        else:
            left.append(claim)
    return left


def _whole(claim: Claim) -> tuple[object, ...]:
    figure = (claim.value_low, claim.value_high, claim.unit, claim.modifier, claim.change)
    return (claim.kind, claim.quote, _plain(claim.sentence), claim.claimant, claim.cue, *figure)


def _pair_up(olds: Sequence[Claim], news: Sequence[Claim]) -> list[tuple[Claim, Claim, float]]:
    """Return the pairs that are one claim, the most alike first; each claim in one pair at most."""
    words = {claim.claim_id: (_masked(claim.sentence), _masked(_around(claim))) for claim in (*olds, *news)}
    scored = sorted(
        (
            (-_likeness(a, b, words), abs(place_a - place_b), place_a, place_b, a, b)
            for place_a, a in enumerate(olds)
            for place_b, b in _opposite(place_a, len(olds), news)
            if _may_be_one(a, b) and _alike(words[a.claim_id][0], words[b.claim_id][0]) >= LEAST_LIKENESS
        ),
        key=lambda each: each[:4],
    )
    pairs: list[tuple[Claim, Claim, float]] = []
    taken: set[str] = set()
    for unlike, _apart, _place_a, _place_b, a, b in scored:
        if a.claim_id not in taken and b.claim_id not in taken:
            taken |= {a.claim_id, b.claim_id}
            pairs.append((a, b, min(1.0, -unlike)))
    return pairs


def _opposite(place: int, places: int, others: Sequence[T]) -> Sequence[tuple[int, T]]:
    """Return, of the things of the other version, those about as far down as a place among so many; all, unless many."""
    middle = place * len(others) // max(places, 1)
    first = max(0, min(middle - MOST_OPPOSITE // 2, len(others) - MOST_OPPOSITE))
    return list(enumerate(others[first : first + MOST_OPPOSITE], start=first))


def _may_be_one(a: Claim, b: Claim) -> bool:
    """Tell whether two kinds are comparable: a figure may change its kind with its unit."""
    return a.kind == b.kind or (a.kind in FIGURE_KINDS and b.kind in FIGURE_KINDS)


def _likeness(a: Claim, b: Claim, words: dict[str, tuple[Counter[str], Counter[str]]]) -> float:
    """Return how alike two claims are, mostly by what stands next to them: a sentence may hold several figures."""
    (sentence_a, near_a), (sentence_b, near_b) = words[a.claim_id], words[b.claim_id]
    same_figure = (a.value_low, a.value_high, a.unit) == (b.value_low, b.value_high, b.unit)
    same = 0.1 * (a.kind == b.kind) + 0.2 * same_figure
    return 0.4 * _alike(sentence_a, sentence_b) + 0.3 * _alike(near_a, near_b) + same


def _around(claim: Claim) -> str:
    """Return the few words before and behind the claim's in its sentence, its own with them."""
    start, end = claim.start_char - claim.sentence_start, claim.end_char - claim.sentence_start
    before, behind = claim.sentence[:start].split()[-4:], claim.sentence[end:].split()[:4]
    return " ".join((*before, claim.quote, *behind))


def _masked(words: str) -> Counter[str]:
    """Return the words without any figure, counted."""
    return Counter(_WORD.findall(_FIGURE.sub(" ", words).casefold()))


def _alike(a: Counter[str], b: Counter[str]) -> float:
    """Return the share of words that the two have in common: 0 to 1."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _alone(claims: Sequence[Claim], other: str) -> Iterator[tuple[Claim, float]]:
    """Yield the figures among the claims, with the likeness of their sentence to the nearest of the other version."""
    figures = [claim for claim in claims if claim.kind in FIGURE_KINDS]
    sentences = [_masked(sentence) for sentence in _sentences(other)] if figures else []
    last = max((claim.sentence_end for claim in claims), default=0)
    same = {frozenset(sentence.items()) for sentence in sentences}
    for claim in figures:
        own = _masked(claim.sentence)
        near = _opposite(claim.sentence_start, last, sentences)
        stays = frozenset(own.items()) in same
        yield claim, 1.0 if stays else max((_alike(own, sentence) for _, sentence in near), default=0.0)


def _changes(a: Claim, b: Claim) -> Iterator[Edited]:
    """Yield what changed from one claim to what it became."""
    if (a.value_low, a.value_high) != (b.value_low, b.value_high):
        yield "figure"
    if a.unit != b.unit:
        yield "unit"
    if a.change != b.change or _sign(a) != _sign(b):
        yield "sign"
    if a.modifier != b.modifier:
        yield "modifier"
    if a.claimant and not _same_speaker(a.claimant, b.claimant):
        yield "claimant"
    if _grade(b) < _grade(a):
        yield "attribution"


def _sign(claim: Claim) -> bool:
    return claim.value_low is not None and claim.value_low < 0


def _same_speaker(a: str, b: str | None) -> bool:
    """Tell whether two names are one: "Ama Mensah", "Mensah", "the mayor, Ama Mensah"."""
    if b is None:
        return False
    names = (set(_WORD.findall(a.casefold())) - _ARTICLES, set(_WORD.findall(b.casefold())) - _ARTICLES)
    return names[0] <= names[1] or names[1] <= names[0]


def _grade(claim: Claim) -> int:
    """Return how surely a claim is vouched for: by the article itself, confirmed, said, or only alleged."""
    if claim.claimant is None and not claim.cue:
        return _BARE
    if claim.claimant_kind == "anonymous" or _DOUBTING.search(claim.cue or ""):
        return _DOUBTED
    return _VOUCHED if _VOUCHING.search(claim.cue or "") else _SAID
