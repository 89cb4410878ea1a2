"""Threads: what measures the same thing is together, what only looks alike is apart, whoever comes first; and how figures differ."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from claims.find import find_claims
from claims.model import Article
from claims.tracking import pairs, threads
from claims.tracking.drift import difference_of, differences
from claims.tracking.keys import article_keys
from claims.tracking.likeness import likeness
from claims.tracking.measures import (
    Interval,
    digits_of,
    dimension_of,
    in_base_unit,
    is_rounding,
    may_be_one_currency,
    meant_by,
)
from claims.tracking.rivals import RIVALS, against_rivals, same_figures
from claims.tracking.threads import link, threads_among
from claims.tracking.told import read, told_of
from claims.tracking.traits import Told

POST = "A ferry sank off Halmora on Monday, killing nine people and injuring 31. The ferry Brisa carried 212 passengers, the coastguard of Halmora said."
HERALD = "Nine people were killed and 31 others were injured when the ferry Brisa sank off Halmora. There were 212 passengers on board."
MAIL = "Eleven people were killed when the ferry Brisa sank off Halmora, the coroner said. It carried 212 passengers."
OTHER = "A bus fell into a ravine near Tessaro, killing nine people. The bus had 40 seats."


def told_in(name: str, text: str, day: date | None = date(2026, 3, 4)) -> list[Told]:
    """Return the claims of a text as they are compared."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    article = Article(f"page {name}", f"article {name}", text, name, published_at=moment, seen_on=day)
    return read(told_of(article, find_claims(article)))


def quotes_of(threads: list[list[Told]]) -> set[frozenset[tuple[str, str]]]:
    """Return threads as sets of article and quote."""
    return {frozenset((told.article_id.removeprefix("article "), told.quote) for told in thread) for thread in threads}


@pytest.fixture(scope="module")
def ferry() -> list[Told]:
    """The claims of three outlets on one sinking, and of a fourth on another accident."""
    texts = {"post": POST, "herald": HERALD, "mail": MAIL, "other": OTHER}
    return [told for name, text in texts.items() for told in told_in(name, text)]


def thread_with(threads: set[frozenset[tuple[str, str]]], article: str, words: str) -> frozenset[tuple[str, str]]:
    """Return the thread that has the claim of an article whose quote begins with some words."""
    return next(
        (
            thread
            for thread in threads
            if any(of == article and quote.lower().startswith(words) for of, quote in thread)
        ),
        frozenset(),
    )


def test_one_thing_told_thrice_is_one_thread(ferry: list[Told]) -> None:
    """The dead of one sinking are together, with a figure that differs; so are the passengers."""
    threads = quotes_of(threads_among(ferry))

    assert {article for article, _ in thread_with(threads, "post", "nine")} == {"post", "herald", "mail"}
    assert {article for article, _ in thread_with(threads, "mail", "212")} == {"post", "herald", "mail"}


def test_killed_are_not_injured_and_people_no_passengers(ferry: list[Told]) -> None:
    """Figures of one sentence, and of one kind, stay apart when another thing happened to those who are counted."""
    threads = quotes_of(threads_among(ferry))

    assert not thread_with(threads, "post", "nine") & thread_with(threads, "herald", "31")
    assert not thread_with(threads, "post", "nine") & thread_with(threads, "post", "212")


def test_order_of_arrival_and_a_second_time_change_nothing(ferry: list[Told]) -> None:
    """Shuffled claims make the same threads, and claims that have theirs are linked to nothing else."""
    threads = quotes_of(threads_among(ferry))
    shuffled = ferry.copy()
    random.Random(4).shuffle(shuffled)
    links = {each.claim_id: each.thread_id for each in link(ferry, [])}
    linked = [replace(told, thread_id=links.get(told.claim_id)) for told in ferry]

    assert quotes_of(threads_among(shuffled)) == threads
    assert link(linked, linked) == []


def test_one_after_the_other_comes_to_the_same_as_at_once(ferry: list[Told]) -> None:
    """Each outlet's claims join the threads of those before."""
    known: list[Told] = []
    for article in dict.fromkeys(told.article_id for told in ferry):
        new = [told for told in ferry if told.article_id == article]
        links = {each.claim_id: each.thread_id for each in link(new, known)}
        known = [replace(told, thread_id=links.get(told.claim_id, told.thread_id)) for told in [*known, *new]]
    kept: dict[str, list[Told]] = {}
    for told in known:
        kept.setdefault(told.thread_id or told.claim_id, []).append(told)

    assert quotes_of([thread for thread in kept.values() if len(thread) > 1]) == quotes_of(threads_among(ferry))


def test_articles_that_are_not_related_are_not_compared(ferry: list[Told]) -> None:
    """The same figure elsewhere is another story's."""
    related = {
        f"article {name}": frozenset(("article post", "article herald", "article mail")) for name in ("post", "herald")
    }
    links = link(ferry, [], related)

    assert {each.claim_id for each in links}.isdisjoint(
        told.claim_id for told in ferry if told.article_id == "article other"
    )


def test_a_figure_given_again_in_another_unit_is_one_thing() -> None:
    """Brackets behind a figure convert it; the same number elsewhere in the sentence does not."""
    told = told_in("walk", "The pilgrims of Oresta walked 80 km (50 miles) in 50 hours.")
    (thread,) = threads_among(told)

    assert {each.quote for each in thread} == {"80 km", "50 miles"}


def test_two_figures_of_one_sentence_are_two_things() -> None:
    """A part and its whole, or a change and its ends, do not contradict each other."""
    told = told_in("shares", "Shares of Lermacorp fell from $119 to $109, and four of its six ferries were sold.")

    assert threads_among(told) == []


def test_two_currencies_are_never_one_thing() -> None:
    """Unless the sentence itself gives the sum again."""
    told = [
        *told_in("a", "The stadium of Lerma will cost €40 million."),
        *told_in("b", "The stadium of Lerma will cost £40 million."),
    ]

    assert threads_among([each for each in told if each.kind == "money"]) == []


def test_a_statement_in_the_same_words_is_one_thread() -> None:
    """Copies of a quote are together, and another quote of the same speaker is not."""
    quote = "“We have never sold a single share of the harbour company,” said Ana Duarte."
    told = [*told_in("a", quote), *told_in("b", f"{quote} “The weather was fine all week,” she added.")]
    threads = threads_among([each for each in told if each.kind == "quote"])

    assert [{each.article_id for each in thread} for thread in threads] == [{"article a", "article b"}]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("killing nine people", "killing at least nine people", "modifier_only"),
        ("killing 13 people", "killing more than 10 people", "modifier_only"),
        ("killing 612 people", "killing 600 people", "rounding"),
        ("killing nine people", "killing eleven people", "update_over_time"),
        ("costing $4.2 million", "costing $2.4 million", "contradiction"),
        ("costing $4.2 million", "costing $4.2 million", None),
        ("at a depth of 58 km", "at a depth of 36 miles", "conversion"),
        ("with 20 ships", "with 19 ships", "contradiction"),
        ("injuring dozens of people", "injuring 54 people", "modifier_only"),
        ("injuring dozens of people", "injuring dozens of people", None),
        ("injuring dozens of people", "injuring 359 people", "update_over_time"),
        ("lasting about 12 minutes", "lasting 11 minutes", "rounding"),
    ],
)
def test_kinds_of_difference(one: str, other: str, expected: str | None) -> None:
    """Two figures of one thing, told on one day by two outlets."""
    a, b = (told_in(name, f"The storm hit Halmora, {words}.")[0] for name, words in (("a", one), ("b", other)))

    assert difference_of(a, b) == expected
    assert difference_of(b, a) == expected


def test_only_the_older_of_two_tolls_is_stale() -> None:
    """The newest and highest count differs from nothing; an old count told again after it is a copy of an old figure."""
    days = {"a": date(2026, 3, 4), "b": date(2026, 3, 5), "c": date(2026, 3, 6)}
    words = {"a": "nine", "b": "eleven", "c": "nine"}
    told = {
        name: told_in(name, f"The storm killed {words[name]} people in Halmora.", day)[0] for name, day in days.items()
    }
    found = differences([*told.values()])

    assert found[told["a"].claim_id].difference == "update_over_time"
    assert found[told["c"].claim_id] == ("copy_of_old", told["b"].claim_id)
    assert told["b"].claim_id not in found


def test_a_toll_of_long_ago_is_not_counted_any_more() -> None:
    """Two tolls of one day contradict each other when what happened is over, and an article's own number is no other count."""
    old = [
        told_in(name, f"The storm of 2 January 2026 killed {words} people in Halmora.")[0]
        for name, words in (("a", "nine"), ("b", "eleven"))
    ]
    loose = told_in("c", "The storm hurt over 100 people in Halmora. It hurt 116 people, the coroner said.")
    other = told_in("d", "The storm hurt at least 116 people in Halmora.")

    assert difference_of(*old) == "contradiction"
    assert {each.difference for each in differences([*loose, *other]).values()} == {"modifier_only"}


@pytest.mark.parametrize(
    ("quote", "low", "high"),
    [
        ("dozens", 24, 99),
        ("tens of thousands of letters", 10_000, 99_000),
        ("several hundred people", 200, 900),
        ("a few", 2, 9),
        ("many", None, None),
    ],
)
def test_vague_words_have_a_size(quote: str, low: float | None, high: float | None) -> None:
    """What is told without a number is still of some size, and never taken for a number."""
    meant = meant_by(quote)

    assert (meant.low, meant.high, meant.printed) == (low, high, None)


def test_a_likelier_figure_stands_against_a_pair() -> None:
    """A rival that is the same figure counts for nothing against a pair; one that is likelier does."""
    likely = np.array([[0.6, 0.9, 0.2]])
    same, rivals = (
        against_rivals(likely, np.array([0]), np.array(labels))[0, 0, RIVALS.index("over_others")]
        for labels in ([7, 7, 8], [7, 8, 9])
    )

    assert same == pytest.approx(0.4)
    assert rivals == pytest.approx(-0.3)


def test_equal_figures_have_one_label() -> None:
    """Whatever stands between: numbers within conversion to and fro, and vague words of one size; unknown ones are alone."""
    intervals = [Interval(10.0, 10.0), meant_by("dozens"), Interval(10.01, 10.01), meant_by("dozens"), meant_by("many"), meant_by("many")]  # fmt: skip
    labels = same_figures(intervals).tolist()

    assert labels[0] == labels[2]
    assert labels[1] == labels[3]
    assert len(set(labels)) == 4


def test_dimensions_and_units() -> None:
    """What converts shares a dimension; what is counted is counted, whatever its noun; a magnitude is no count."""
    assert dimension_of("measure", "km") == dimension_of("measure", "[mi_i]") == "length"
    assert dimension_of("people", "person") == dimension_of("count", "ship") == "counted"
    assert dimension_of("ranking", None, "four worst-hit farms") == "counted"
    assert dimension_of("ranking", None, "fourth") == "ranking"
    assert dimension_of("count", None, "5.9", "The magnitude was 5.9.", 5.9) == "magnitude"
    assert in_base_unit("duration", "wk", 2.0, 2.0).printed == pytest.approx(
        in_base_unit("duration", "d", 14.0, 14.0).printed
    )
    assert in_base_unit("duration", "10.a", 3.0, 3.0) == in_base_unit("duration", "a", 30.0, 30.0)
    assert may_be_one_currency("$", "CAD")
    assert not may_be_one_currency("EUR", "CAD")


def test_digits_and_rounding() -> None:
    """How much a number tells, and whether one is the other with less."""
    assert [digits_of(value) for value in (5.4e9, 31_000, 612, 100, 0)] == [2, 2, 3, 1, 1]
    assert is_rounding(600, 612)
    assert is_rounding(1_754, 1_700)
    assert not is_rounding(10, 8)
    assert not is_rounding(612, 613)


def test_keys_are_those_of_names_and_telling_figures(ferry: list[Told]) -> None:
    """Two outlets of one story share several keys; another accident with the same toll shares none."""
    keys = {
        name: set(article_keys(text, [told for told in ferry if told.article_id == f"article {name}"]))
        for name, text in (("post", POST), ("mail", MAIL), ("other", OTHER))
    }

    assert len(keys["post"] & keys["mail"]) >= 3
    assert not keys["post"] & keys["other"]


def test_an_article_full_of_figures_does_not_cost_the_others(
    ferry: list[Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many figures of one kind an article has, the pairs that are looked at are bounded, and others are linked."""
    many = next(told for told in ferry if told.quote == "nine people")
    crowd = [replace(many, claim_id=f"{number:016x}", article_id="article crowd") for number in range(2_000)]
    looked: list[str] = []
    monkeypatch.setattr(pairs, "likeness", lambda a, b, *read: looked.append(a.article_id) or likeness(a, b, *read))
    linked = {each.claim_id for each in link([*crowd, *ferry], [])}

    assert len(looked) < threads.MOST_PAIRS
    assert many.claim_id in linked


@pytest.mark.parametrize("days", [(date(2026, 3, 4), date(2026, 3, 5)), (date(2026, 3, 4), date(2026, 3, 4))])
def test_a_price_of_another_moment_contradicts_none(days: tuple[date, date]) -> None:
    """A level moves all day long; what differs is the moment, and the older one is stale whichever way it went."""
    words = ("Shares of Tarnex cost $48 each.", "Shares of Tarnex cost $41 each.")
    one, other = (told_in(name, text, day)[0] for name, text, day in zip("ab", words, days, strict=True))

    assert difference_of(one, other) == "update_over_time"
    if days[0] < days[1]:
        assert list(differences([one, other])) == [one.claim_id]


@pytest.mark.parametrize(
    ("quote", "days", "together"),
    [("nine seamen", 2, True), ("nine seamen", 60, False), ("612 seamen", 60, True)],
)
def test_articles_of_other_weeks_need_more_than_a_small_figure(quote: str, days: int, *, together: bool) -> None:
    """Weeks later a small count of the same noun is another story's; a figure of several digits may be told again."""
    texts = (
        f"The strike at Halmora cost {quote} their posts.",
        f"The strike of Halmora cost {quote} their posts, the union said.",
    )
    told = [
        each
        for name, text, day in zip("ab", texts, (date(2026, 3, 4), date(2026, 3, 4) + timedelta(days)), strict=True)
        for each in told_in(name, text, day)
        if each.quote == quote
    ]

    assert len(told) == 2
    assert bool(threads_among(told)) is together


def test_what_was_foreseen_is_not_contradicted_by_what_came() -> None:
    """The one is what was to come, and the other what came of it."""
    one, other = (
        next(each for each in told_in(name, f"{words} for the wall of Halmora.") if each.kind == "money")
        for name, words in (("a", "The town will pay $4 million"), ("b", "The town paid $7 million"))
    )

    assert difference_of(one, other) == "update_over_time"
