"""One article read once: its lines, sentences, figures, dates and attributions, which every finder then looks at."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from claims.attribution import find_attributions
from claims.dates import find_date_conflicts, find_dates, infer_anchor
from claims.figures import find_figures
from claims.model import Article, Attribution, DateSpan, Figure, Line, Sentence, Span
from claims.rankings import find_rankings
from claims.spans.dates.anaphors import find_periods
from claims.text.sentences import read_lines, split_sentences
from claims.worth import guess_profile, worth


@dataclass(frozen=True)
class Reading:
    """What is known of an article before any claim is made of it. All offsets are those of `article.text`."""

    article: Article
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]  # of body lines only, in order
    figures: tuple[Figure, ...]
    rankings: tuple[Figure, ...]
    anchor: date | None
    dates: tuple[DateSpan, ...]
    date_conflicts: tuple[DateSpan, ...]
    attributions: tuple[Attribution, ...]
    worth: tuple[float, ...]  # of each sentence: how much it is worth a fact-checker's time

    @property
    def text(self) -> str:
        """The text that all spans are of."""
        return self.article.text

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the body sentence that covers an offset; None for headings, links, captions and gaps."""
        found = bisect_right(self._sentence_starts, offset) - 1
        if found < 0 or offset >= self.sentences[found].end:
            return None
        return self.sentences[found]

    def sentence_before(self, offset: int) -> Sentence | None:
        """Return the body sentence that ends before the one that begins at an offset."""
        found = bisect_right(self._sentence_starts, offset) - 2
        return self.sentences[found] if found >= 0 else None

    def worth_at(self, sentence: Sentence) -> float:
        """Return the check-worthiness of a sentence of this reading."""
        return self.worth[bisect_right(self._sentence_starts, sentence.start) - 1]

    def dates_in(self, span: Span | Sentence) -> list[DateSpan]:
        """Return the calendar expressions that lie within a range."""
        return [found for found in self.dates if span.start <= found.start and found.end <= span.end]


def read_text(article: Article) -> Reading:
    """Read an article's text in every way once."""
    text = article.text
    lines = tuple(read_lines(text))
    body = [line for line in lines if line.kind == "body"]
    sentences = tuple(sentence for line in body for sentence in split_sentences(text, line.start, line.end))
    anchor = article.published_on or (infer_anchor(text, article.seen_on) if article.seen_on else None)
    return Reading(
        article=article,
        lines=lines,
        sentences=sentences,
        figures=tuple(_found_in(body, text, find_figures)),
        rankings=tuple(_found_in(body, text, find_rankings)),
        anchor=anchor,
        dates=tuple(dated(text, anchor)),
        date_conflicts=tuple(find_date_conflicts(text, anchor)),
        attributions=tuple(find_attributions(text)),
        worth=judge(text, sentences),
    )


def judge(text: str, sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """Return the check-worthiness of each sentence, by the profile that the article's style suggests."""
    words = [text[sentence.start : sentence.end] for sentence in sentences]
    return tuple(round(float(score), 4) for score in worth(words, guess_profile(words)))


def dated(text: str, anchor: date | None) -> list[DateSpan]:
    """Return all calendar expressions in order, with "that period" led back to its period."""
    dates = find_dates(text, anchor)
    periods = list(find_periods(text, dates))
    kept = [day for day in dates if not any(day.start < period.end and period.start < day.end for period in periods)]
    return sorted([*kept, *periods], key=lambda found: found.start)


def _found_in(lines: list[Line], text: str, find: Callable[[str], list[Figure]]) -> Iterator[Figure]:
    """Read each line by itself, so that nothing is carried from one paragraph to the next, and shift what it gives."""
    for line in lines:
        for figure in find(text[line.start : line.end]):
            yield shift_figure(figure, line.start)


def shift_figure(figure: Figure, by: int) -> Figure:
    """Return the figure as it stands in a text with `by` more characters in front."""
    return replace(
        figure,
        start=figure.start + by,
        end=figure.end + by,
        number=figure.number.shift(by),
        noun_span=figure.noun_span.shift(by) if figure.noun_span else None,
    )
