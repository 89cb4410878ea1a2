"""Which date is the time of a claim: the candidates, the choice between them, and the weights that make it."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from claims.find import find_claims
from claims.model import Article, Claim, DateSpan, Sentence, Span
from claims.periods import choose
from claims.periods.candidates import BACK, Candidate, candidates_of
from claims.periods.choose import best_of, load_weights
from claims.periods.place import Place
from claims.periods.signs import look, rows_of
from claims.read import read_articles
from claims.reading import Reading, read_text
from training.periods import SENTENCES, excerpt

LABELS = SENTENCES.parent / "period_labels.jsonl"
SAID = [
    ("Police said on Tuesday that [12 divers] were missing.", None),
    ("The navy rescued [12 divers] on Tuesday.", (date(2023, 5, 9), date(2023, 5, 9))),
    ("A trawler burned on Tuesday. Its crew of [12] jumped overboard.", None),
    ("A trawler burned on Tuesday. The fire killed [12 sailors].", (date(2023, 5, 9), date(2023, 5, 9))),
    ("The 2009 forestry law names [12 rivers].", None),
    ("Imports rose [12 percent] in 2022, after a fall in 2021.", (date(2022, 1, 1), date(2022, 12, 31))),
    ("Since 2020, [12 bakers] have given up.", (date(2020, 1, 1), date(2023, 5, 11))),
]


def article_of(text: str) -> Article:
    """Return a text of 11 May 2023, a Thursday, as an article."""
    (article,) = read_articles(json.dumps({"doc_id": "case", "text": text, "date": "2023-05-11"}).encode(), "case.json")
    assert isinstance(article, Article)
    return article


def read_case(marked: str) -> tuple[Reading, Claim]:
    """Read a text of 11 May 2023 as an article; return the claim at its [words] too."""
    at, text = marked.index("["), marked.replace("[", "").replace("]", "")
    article = article_of(text)
    (claim,) = [c for c in find_claims(article) if c.start_char <= at < c.end_char and c.value_low is not None]
    return read_text(article), claim


@pytest.mark.parametrize(("marked", "days"), SAID, ids=[text for text, _ in SAID])
def test_a_figure_is_of_the_date_of_the_thing_not_of_the_saying(marked: str, days: tuple[date, date] | None) -> None:
    """The days of a figure are those on which what it counts happened, where the text prints them."""
    _, claim = read_case(marked)
    assert (claim.time_first, claim.time_last) == (days or (None, None))


def test_the_weights_that_ship_are_of_these_signs() -> None:
    """As many weights as signs: else the grammar's guess would stand in unseen."""
    reading, claim = read_case("The navy rescued [12 divers] on Tuesday.")
    weights, sentence = load_weights(), reading.sentences[0]
    found = candidates_of(Span(claim.start_char, claim.end_char), sentence, reading)
    assert weights is not None
    assert rows_of(look(claim, Place(reading, sentence)), found).shape == (1, len(weights))


def test_every_pair_has_as_many_signs() -> None:
    """A date of the same sentence, of one before and of the opening are told by as many signs."""
    text = (
        "A fair opened in May. " + "It rained. " * BACK + "On Monday, visitors [paid $400] there, up from $300 in 2019."
    )
    reading = read_text(article_of(text.replace("[", "").replace("]", "")))
    claim = next(c for c in find_claims(reading.article) if c.kind == "money")
    sentence = reading.sentence_at(claim.start_char)
    assert sentence is not None
    found = candidates_of(Span(claim.start_char, claim.end_char), sentence, reading)
    rows = rows_of(look(claim, Place(reading, sentence)), found)
    assert {each.back for each in found} == {0, BACK + 1}
    assert rows.shape[0] == len(found)
    assert np.isfinite(rows).all()


OFFERED = [
    ("Storms sank [12 barges] in 2018 and 2019.", (date(2018, 1, 1), date(2019, 12, 31)), True),
    ("Storms sank [12 barges] in 2018, and 2019 was calm.", (date(2018, 1, 1), date(2019, 12, 31)), False),
    ("Since Monday's fire, in which [12 barges] sank, the quay is shut.", (date(2023, 5, 8), date(2023, 5, 8)), True),
    ("Since Monday's fire, in which [12 barges] sank, the quay is shut.", (date(2023, 5, 8), date(2023, 5, 11)), True),
    ("Fares are up [12 percent] since they sank to a low of four crowns in 2018.",
     (date(2018, 1, 1), date(2023, 5, 11)), True),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "days", "offered"), OFFERED)
def test_what_dates_are_together_may_be_the_time(marked: str, days: tuple[date, date], *, offered: bool) -> None:
    """Two dates joined by "and" may be one time; "since" runs to the article's day, and its event has its own."""
    reading, claim = read_case(marked)
    found = candidates_of(Span(claim.start_char, claim.end_char), reading.sentences[0], reading)
    assert (days in [(each.day.first, each.day.last) for each in found]) is offered


def test_without_weights_the_grammar_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no weights are, or those of other signs, the date that governs the clause is taken."""
    for stand_in in (None, np.zeros(3, dtype=np.float32)):
        monkeypatch.setattr(choose, "load_weights", lambda found=stand_in: found)
        _, claim = read_case("The navy rescued [12 divers] on Tuesday.")
        assert claim.time_first == date(2023, 5, 9)


def test_dates_of_the_same_days_add_up() -> None:
    """Two mentions of one day beat a single other one that is a little likelier than either."""
    monday, friday = date(2023, 5, 8), date(2023, 5, 12)
    found = [
        Candidate(DateSpan(at, at + 6, day, day, "day"), Sentence(0, 90), 0)
        for at, day in ((0, monday), (20, friday), (40, monday))
    ]
    told, logit = best_of(found, np.array([0.0, 0.3, 0.1], dtype=np.float32))
    assert told is found[2]
    assert logit == pytest.approx(np.log(1 + np.exp(0.1)))


def test_labels_hold_places_and_days_but_no_words() -> None:
    """A label of a period is a hash, offsets and days."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"text", "whole", "periods"}
        assert len(row["text"]) == 24
        for start, end, first, last, *_ in row["periods"]:
            assert 0 <= start < end
            assert (first is None) == (last is None)
            assert first is None or date.fromisoformat(first) <= date.fromisoformat(last)


def test_an_excerpt_holds_its_figures_where_it_says() -> None:
    """What was judged is found again in the opening and the sentences around it."""
    text = "Opening words here. " + " ".join(f"Sentence number {n} follows." for n in "abcdefgh") + " It cost 40 euros."
    start = text.index("40")
    words, by = excerpt(text, [[start, start + 8, None, None]])
    assert words[start + by : start + by + 8] == "40 euros"
    assert words.startswith("Opening words here.\n")
    assert len(words) < len(text)


def test_a_written_sentence_marks_one_claim() -> None:
    """Each line of the written sentences is a day, a period or none, and words with one claim in brackets."""
    for line in Path(SENTENCES).read_text(encoding="utf-8").splitlines():
        day, period, words = line.split("\t")
        assert date.fromisoformat(day)
        assert period == "-" or len(period.split("..")) == 2
        assert words.count("[") == words.count("]") == 1
