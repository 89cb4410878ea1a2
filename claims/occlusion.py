"""What moved the stakes of a claim: its sentence is read again with some of its words, its place or the headline left out.

The encoder reads the sentences of the article once, and all shorter forms of the one sentence together; the article reader
then reads the article with each of them in its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from claims.encoder import Encoder, Sums, load_encoder
from claims.model import Article, Sentence, Span
from claims.network.article_input import article_input
from claims.network.article_net import expected_grades, load_article_net
from claims.text.sentences import read_lines, split_sentences

MOST_WORDS = 16
_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")


@dataclass(frozen=True, slots=True)
class Without:
    """What was left out ("the claim's words", a word, "the headline"), and the stakes of the sentence without it, 0..3."""

    what: str
    stakes: float


@dataclass(frozen=True, slots=True)
class Occlusion:
    """The stakes of a claim's sentence as it stands, where it stands (from 1, of how many), and without each part."""

    stakes: float
    place: int
    sentences: int
    without: tuple[Without, ...]

    @property
    def telling(self) -> tuple[Without, ...]:
        """What moves the stakes, the most telling first."""
        return tuple(sorted(self.without, key=lambda each: -abs(self.stakes - each.stakes)))


def occlude(article: Article, claim: Span) -> Occlusion | None:
    """Read the sentence of a claim without its parts; None where the encoder cannot load, or no sentence holds the claim."""
    encoder, sentences = load_encoder(), _sentences_of(article.text)
    at = next((i for i, each in enumerate(sentences) if each.start <= claim.start < each.end), None)
    if encoder is None or at is None:
        return None
    return _occlude(encoder, article, sentences, at, claim)


def _sentences_of(text: str) -> list[Sentence]:
    lines = [line for line in read_lines(text) if line.kind == "body"]
    return [sentence for line in lines for sentence in split_sentences(text, line.start, line.end)]


def _occlude(encoder: Encoder, article: Article, sentences: Sequence[Sentence], at: int, claim: Span) -> Occlusion:
    text, own = article.text, Span(sentences[at].start, sentences[at].end)
    shorter = dict(_shorter(text, own, claim))
    words = [article.title or "", *(text[each.start : each.end] for each in sentences)]
    paragraphs = [text.count("\n", 0, each.start) for each in sentences]
    sums = encoder.read_sums([*words, *shorter.values(), ""])
    rows, row = list(range(len(words))), at + 1

    def read(picked: Sequence[int], told: Sequence[str], where: int) -> float:
        lines = [paragraphs[each - 1] if each <= len(sentences) else paragraphs[at] for each in picked[1:]]
        return _stakes(sums, picked, told, sorted(lines), where)

    without = [
        Without(what, read(*_with(rows, words, row, len(words) + i, cut), row - 1))
        for i, (what, cut) in enumerate(shorter.items())
    ]
    if len(sentences) > 1:
        moved = [*(each for each in rows if each != row), row]
        without.append(
            Without("its place (as if it came last)", read(moved, [words[each] for each in moved], len(sentences) - 1))
        )
    if article.title:
        without.append(Without("the headline", read(*_with(rows, words, 0, len(words) + len(shorter), ""), row - 1)))
    return Occlusion(read(rows, words, row - 1), row, len(sentences), tuple(without))


def _with(rows: Sequence[int], words: Sequence[str], row: int, other: int, cut: str) -> tuple[list[int], list[str]]:
    """Return rows and words with another form in the place of one."""
    return [other if each == row else each for each in rows], [cut if each == row else words[each] for each in rows]


def _shorter(text: str, own: Span, claim: Span) -> Iterable[tuple[str, str]]:
    """Yield the sentence without the words of the claim, if these are not all of it, and without each longer word."""
    inside = Span(claim.start, min(claim.end, own.end))
    if inside.end - inside.start < 0.9 * (own.end - own.start):
        yield f"“{inside.of(text)}”", _cut(text, own, inside)
    found = [Span(word.start() + own.start, word.end() + own.start) for word in _WORD.finditer(own.of(text))]
    for word in sorted(found, key=lambda each: each.start - each.end)[:MOST_WORDS]:
        yield f"“{word.of(text)}”", _cut(text, own, word)


def _cut(text: str, own: Span, gone: Span) -> str:
    return " ".join((text[own.start : gone.start] + text[gone.end : own.end]).split())


def _stakes(sums: Sums, picked: Sequence[int], words: Sequence[str], paragraphs: Sequence[int], where: int) -> float:
    """Return the expected grade of one sentence of an article that is made of these rows."""
    rows = np.array(picked)
    marks = [[mark.seen.astype(np.float32) for mark in sums.marks[each]] for each in picked]
    shown = article_input((sums.worth[rows], sums.embedding[rows], sums.summed[rows]), marks, words, paragraphs)
    logits = load_article_net().read(shown).stakes[where : where + 1]
    return round(float(expected_grades(logits, len(paragraphs))[0]), 2)
