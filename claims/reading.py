"""One article read once: its lines, sentences, figures, dates and attributions, which every finder then looks at."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from claims.attribution import find_attributions
from claims.dates import find_date_conflicts, find_dates, infer_anchor
from claims.figures import Account, read_figures
from claims.home import home_of, settle_money
from claims.meaning import Meaning, NumberStand, Stand, read_meaning
from claims.model import Article, Attribution, DateSpan, Figure, Line, Sentence, Span
from claims.network.rank_net import SeenRanks
from claims.rankings import find_rankings
from claims.spans.dates.anaphors import find_periods
from claims.spans.tables import Tables, find_tables
from claims.speech.openers import Named, openers
from claims.text.printed import Printed, read_printed
from claims.text.sentences import read_lines, split_sentences
from claims.worth import guess_profile, worth

_RELATIVE = re.compile(r",\s+(?:\w+\s+){0,3}?(?:of\s+(?:whom|which|them)|whose|including)\b[^,;:.”\"]*")


class Heard(NamedTuple):
    """An attribution, and its contents with the relative clauses that hang on them."""

    attribution: Attribution
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Reading:
    """What is known of an article before any claim is made of it. All offsets are those of `article.text`."""

    article: Article
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]  # of body lines only, in order
    figures: tuple[Figure, ...]
    accounts: tuple[Account, ...]  # every printed number of the body with what it is for
    rankings: tuple[Figure, ...]
    tables: Tables  # whose cells are among the figures
    anchor: date | None
    dates: tuple[DateSpan, ...]
    date_conflicts: tuple[DateSpan, ...]
    attributions: tuple[Attribution, ...]
    worth: tuple[float, ...]  # of each sentence: how much it is worth a fact-checker's time
    meaning: Meaning  # of each sentence and number: its stakes and how it is asserted; the genre

    @property
    def text(self) -> str:
        """The text that all spans are of."""
        return self.article.text

    @property
    def unread(self) -> list[Account]:
        """Return the numbers of the body that no form could read."""
        return [account for account in self.accounts if account.role == "unread"]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _named(self) -> list[Named]:
        return openers(self.text, self.sentences, self.attributions)

    def named_in(self, span: Span) -> list[Named]:
        """Return the pronouns within a range that open a sentence and could be led back, in order."""
        first = bisect_left(self._named, span.start, key=_start_of_name)
        last = bisect_left(self._named, span.end, first, key=_start_of_name)
        return [found for found in self._named[first:last] if found.at.end <= span.end]

    @cached_property
    def printed(self) -> Printed:
        """Return how the text prints its words."""
        return read_printed(self.text)

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

    def stand_of(self, sentence: Sentence) -> Stand:
        """Return the stakes and assertion of a sentence of this reading."""
        return self.meaning.sentences[bisect_right(self._sentence_starts, sentence.start) - 1]

    def number_at(self, number: Span) -> NumberStand | None:
        """Return what is meant by a number, by the words that print it; None where none is told apart."""
        found = next((start for start in range(number.start, number.end) if start in self.meaning.numbers), None)
        return self.meaning.numbers[found] if found is not None else None

    def leads(self, meant: NumberStand, sentence: Sentence) -> bool:
        """Tell whether a number has the highest stakes of its sentence's."""
        return self._leading.get(sentence.start) == meant.span.start

    @cached_property
    def _leading(self) -> dict[int, int]:
        """Return for each sentence with a number where the one with the highest stakes begins."""
        found: dict[int, NumberStand] = {}
        for start, meant in self.meaning.numbers.items():
            sentence = self.sentence_at(start)
            if sentence and meant.stand.stakes > (
                found[sentence.start].stand.stakes if sentence.start in found else -1
            ):
                found[sentence.start] = meant
        return {sentence: meant.span.start for sentence, meant in found.items()}

    def stand_at(self, number: Span) -> Stand | None:
        """Return the stakes and assertion of a number; None where none is told apart."""
        meant = self.number_at(number)
        return meant.stand if meant else None

    def dates_in(self, span: Span | Sentence) -> list[DateSpan]:
        """Return the calendar expressions that lie within a range."""
        first = bisect_left(self.dates, span.start, key=_start_of)
        last = bisect_left(self.dates, span.end, first, key=_start_of)
        return [found for found in self.dates[first:last] if found.end <= span.end]

    def conflicts_in(self, sentence: Sentence) -> Sequence[DateSpan]:
        """Return the dates that contradict their weekday and start in a sentence."""
        first = bisect_left(self.date_conflicts, sentence.start, key=_start_of)
        return self.date_conflicts[first : bisect_left(self.date_conflicts, sentence.end, first, key=_start_of)]

    def figures_in(self, start: int, end: int) -> Sequence[Figure]:
        """Return the figures that start within a range."""
        first = bisect_left(self.figures, start, key=_start_of)
        return self.figures[first : bisect_left(self.figures, end, first, key=_start_of)]

    def rankings_in(self, start: int, end: int) -> Sequence[Figure]:
        """Return the rankings that start within a range."""
        first = bisect_left(self.rankings, start, key=_start_of)
        return self.rankings[first : bisect_left(self.rankings, end, first, key=_start_of)]

    def attributions_near(self, span: Span) -> list[Heard]:
        """Return the attributions with words in the sentences that a span touches, in the order of their numbers."""
        first, last = self._sentences_of(span)
        numbers = {at for sentence in range(first, last) for at in self._heard.get(sentence, ())}
        return [self._all_heard[at] for at in sorted(numbers)]

    def _sentences_of(self, span: Span) -> tuple[int, int]:
        """Return the first sentence that a span touches, or the last before it, and the one behind its last."""
        starts = self._sentence_starts
        return bisect_right(starts, span.start) - 1, max(
            bisect_left(starts, span.end), bisect_right(starts, span.start)
        )

    @cached_property
    def _all_heard(self) -> list[Heard]:
        return [Heard(each, tuple(self.with_clause(part) for part in each.content)) for each in self.attributions]

    @cached_property
    def _heard(self) -> dict[int, list[int]]:
        """Return for each sentence the numbers of the attributions with words in it."""
        found: dict[int, list[int]] = {}
        for at, heard in enumerate(self._all_heard):
            for part in heard.content:
                for sentence in range(*self._sentences_of(part)):
                    found.setdefault(sentence, []).append(at)
        return found

    def with_clause(self, part: Span) -> Span:
        """Extend what is said over a relative clause that hangs on it: "..., five of whom came home"."""
        sentence = self.sentence_at(part.end - 1)
        clause = _RELATIVE.match(self.text, part.end, sentence.end) if sentence else None
        return Span(part.start, clause.end()) if clause else part


_start_of = attrgetter("start")
_start_of_name = attrgetter("at.start")


def read_text(article: Article) -> Reading:
    """Read an article's text in every way once."""
    text = article.text
    lines = tuple(read_lines(text))
    body = [line for line in lines if line.kind == "body"]
    sentences = tuple(sentence for line in body for sentence in split_sentences(text, line.start, line.end))
    anchor = article.published_on or (infer_anchor(text, article.seen_on) if article.seen_on else None)
    tables = find_tables(lines, text)
    # First: on its way the network reads the sentences that are asked for next.
    attributions = tuple(find_attributions(text))
    meaning = read_meaning(text, article.title, sentences, lines)
    figures, accounts, rankings = numbers_in(lines, text, tables, meaning.ranks)
    return Reading(
        article=article,
        lines=lines,
        sentences=sentences,
        figures=tuple(settle_money(figures, home_of(article))),
        accounts=tuple(accounts),
        rankings=tuple(rankings),
        anchor=anchor,
        dates=tuple(day for day in dated(text, anchor) if not tables.at(day.start)),
        tables=tables,
        date_conflicts=tuple(sorted(find_date_conflicts(text, anchor), key=_start_of)),
        attributions=attributions,
        worth=judge(text, sentences),
        meaning=meaning,
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


def account_text(text: str) -> list[Account]:
    """Return every number of an article's body in order, with its span in the text, its role and the form that read it."""
    lines = read_lines(text)
    return numbers_in(lines, text, find_tables(lines, text))[1]


def numbers_in(
    lines: Sequence[Line], text: str, tables: Tables, seen: SeenRanks | None = None
) -> tuple[list[Figure], list[Account], list[Figure]]:
    """Return the figures of the body, the account of all its numbers and its rankings, by their spans in the text.

    Each line is read by itself, so that nothing is carried from one paragraph to the next; only a table is read whole.
    """
    figures, accounts, rankings = list[Figure](), list[Account](), list[Figure]()
    for line in sorted((line for line in lines if line.kind == "body"), key=_start_of):
        if tables.at(line.start):
            figures += tables.cells_in(line)
            accounts += tables.accounts_in(line, text)
            continue
        words = text[line.start : line.end]
        found, told = read_figures(words)
        ranks = find_rankings(words, seen.judge(line.start) if seen else None)
        figures += [shift_figure(figure, line.start) for figure in found]
        rankings += [shift_figure(rank, line.start) for rank in ranks]
        accounts += [replace(each, span=each.span.shift(line.start)) for each in with_ranks(told, ranks)]
    return figures, accounts, rankings


def with_ranks(accounts: Iterable[Account], rankings: Iterable[Figure]) -> Iterator[Account]:
    """Yield the accounts, with the numbers that a ranking holds as its rank."""
    ranks = {at: ranking for ranking in rankings for at in range(ranking.number.start, ranking.number.end)}
    for account in accounts:
        ranking = ranks.get(account.span.start) if account.role in ("unread", "figure") else None
        yield replace(account, role="rank", form=ranking.found_by) if ranking else account


def shift_figure(figure: Figure, by: int) -> Figure:
    """Return the figure as it stands in a text with `by` more characters in front."""
    return replace(
        figure,
        start=figure.start + by,
        end=figure.end + by,
        number=figure.number.shift(by),
        noun_span=figure.noun_span.shift(by) if figure.noun_span else None,
    )
