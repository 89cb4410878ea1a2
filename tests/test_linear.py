"""Reading a text of twice the length takes twice the steps, whatever is repeated in it.

Steps are lines of the program that are run, so neither the machine nor its load counts. The bench of hostile inputs
(`python -m bench.hostile`) has many more fragments, and the time that patterns and parsers take.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import claims
from claims import versions
from claims.copies import pairs_within, sketch_of
from claims.encoder import load_encoder
from claims.find import find_claims
from claims.model import Article, Claim
from claims.text.lines import read_lines
from claims.text.sentences import split_sentences
from claims.versions import Version, align

HOME = str(Path(claims.__file__).parent)
SIZE = 400
# 2 is linear, 4 is square; what is made once a sentence or a window comes in whole numbers. What grows by the square is
# half as much of the whole at half the size: 2.25 at 400 characters shows what 2.45 shows at 800.
MOST_GROWTH = 2.25
REPEATED = (
    "1,", "$1 ", "€1 ", "1/2 ", "$1 million ", "twenty-", "1. ", "... ", "5 people, others, ", "of whom 5, ",
    "largest ", "will be 1 ", "“1 dead,” he said. ", '"Go on." ', "he said 5 ", "Bo: a 1\nCy: b\n",
    "in the year 0 ", "was killed by 5 ", "signed the deal ", "Monday 1 ", "We will go 1 ", "A study says 5. ",
    "Ada Lind said. Lind said 5. ", "But, it was those of them. ", "Critics said it was 5. ", "A 1 2 3\n", "A B C\nT 1 2\n",
    "5 of 10, 3 others. ", "5 men and 3 women, 8 in all. ", "3 + 4 = 7. ", "Bo said:\n• 5 a\n• 6 b\n", "BO: 5 a\nCY: b\n",
    "Ash, 45, ", "Able Bodies Club (ABC) ", "1.2 per 1,000 ", "2 bn barrels of oil per day ", "twice the 5 ",
)  # fmt: skip

LONGER = {
    "he said 5 ": 2_000,
    "Monday 1 ": 2_000,
    "Ash, 45, ": 1_000,
}  # whose costs grow up to a sentence's or a window's length, and then no more: one sentence has at most 2,000 characters


def steps_of(work: Callable[[], object]) -> int:
    """Return how many lines of the package are run."""
    lines = 0

    def inside(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return inside

    def entered(frame: FrameType, _event: str, _argument: Any) -> Any:
        return inside if frame.f_code.co_filename.startswith(HOME) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


def article_of(text: str) -> Article:
    """Return an article of no page."""
    return Article("p" * 16, "a" * 16, text, "a.txt", seen_on=date(2025, 1, 1))


def grown(work: Callable[[int], object], size: int) -> float:
    """Return how many times the steps of twice the size are those of the size; what is loaded once is loaded before."""
    work(size // 2)
    return steps_of(lambda: work(2 * size)) / steps_of(lambda: work(size))


@pytest.mark.parametrize("piece", REPEATED)
def test_an_article_of_twice_the_length_takes_twice_the_steps(piece: str) -> None:
    """From lines to claims, with whoever says them, when, and what they are parts of."""
    load_encoder()

    size = LONGER.get(piece, SIZE)

    assert grown(lambda size: find_claims(article_of((piece * size)[:size])), size) < MOST_GROWTH


@pytest.mark.parametrize("piece", ["!?", "... ", "Mr. ", ". . ", "“a” ", "a\n", "a. A", "\u3002"])
def test_lines_and_sentences_of_twice_the_length_take_twice_the_steps(piece: str) -> None:
    """Stops without an end, and ends without a word."""

    def read(size: int) -> None:
        text = piece * (size // len(piece))
        read_lines(text)
        split_sentences(text)

    assert grown(read, 4_000) < MOST_GROWTH


def test_no_sentence_is_without_end() -> None:
    """What runs on is cut between words, and nothing of it is lost."""
    text = "and five and six " * 2_000

    sentences = split_sentences(text)

    assert max(each.end - each.start for each in sentences) <= 2_000
    assert " ".join(text[each.start : each.end] for each in sentences) == text.strip()


def test_versions_of_twice_the_claims_take_twice_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two versions without a sentence in common: one is compared with so many of the other, a tenth of them here."""
    assert versions.MOST_OPPOSITE <= 300
    monkeypatch.setattr(versions, "MOST_OPPOSITE", 30)
    one, other = (list(_counted(what, 100)) for what in ("They saw", "They met"))

    def compare(size: int) -> None:
        align(*(_version(each[:size]) for each in (one, other)))

    assert grown(compare, 50) < MOST_GROWTH


def _counted(what: str, most: int) -> Iterator[Claim]:
    """Yield the claims of a text of many such sentences: the first as it is found, the others with words and places of their own."""
    (found,) = find_claims(article_of(f"{what} 12 people."))
    at = 0
    for number in range(most):
        sentence, quote = f"{what} {number} people.", f"{number} people"
        end = at + len(sentence)
        yield replace(
            found,
            claim_id=f"{what}{number}",
            quote=quote,
            sentence=sentence,
            value_low=float(number),
            value_high=float(number),
            start_char=end - len(quote) - 1,
            end_char=end - 1,
            sentence_start=at,
            sentence_end=end,
        )
        at = end + 1


def _version(found: Sequence[Claim]) -> Version:
    return Version(" ".join(claim.sentence for claim in found), [replace(claim) for claim in found])


def test_copies_of_twice_the_number_take_twice_the_steps() -> None:
    """The same story on every page."""
    sketch = sketch_of("The town of Tarn has a new bridge over the river Ash. " * 3 + " ".join(map(str, range(60))))
    assert sketch is not None

    def pair(number: int) -> None:
        sum(1 for _ in pairs_within({str(each): sketch for each in range(number)}))

    assert grown(pair, 200) < MOST_GROWTH
