"""Properties that hold for any text: spans slice, shifts shift, figures keep apart, and what is printed is read back."""

import random
import string
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.figures import find_figures
from claims.model import Figure
from claims.rankings import find_rankings

WORDS = [
    "$",
    "£",
    "€",
    "US$",
    "5",
    "10",
    "1,000",
    "3.5",
    "%",
    "percent",
    "million",
    "bn",
    "m",
    "-",
    "–",
    "to",
    "and",
    "or",
    "between",
    "from",
    "one",
    "two",
    "hundred",
    "thousand",
    "half",
    "a",
    "third",
    "of",
    "people",
    "years",
    "old",
    "'s",
    "(",
    ")",
    ".",
    ",",
    "A",
    "km/h",
    "/",
    "first",
    "record",
    "largest",
    "the",
    "more",
    "than",
    "no",
    "dozens",
    "tens",
    "½",
    "0",
    "007",
    "°C",
    "minus",
    "per",
    "share",
    "²",
    "é",
    "aged",
    "rose",
    "down",
    "top",
    "Acme",
    "May",
    "2019",
    "12:30",
    "of",
    "whom",
    "are",
    "dead",
    "others",
    "by",
    "at",
]
SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mln": 1e6, "thousand": 1e3}
CURRENCIES = {"$": "$", "US$": "USD", "£": "GBP", "€": "EUR", "A$": "AUD", "¥": "JPY", "₹": "INR"}
CURRENCY_WORDS = {
    "euros": "EUR",
    "yen": "JPY",
    "ringgit": "MYR",
    "Swiss francs": "CHF",
    "US dollars": "USD",
    "Hong Kong dollars": "HKD",
    "shekels": "ILS",
}
SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Print a whole number below a thousand million in English words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for unit, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= unit:
            rest = number % unit
            joint = " and " if unit == 100 or rest < 100 else " "
            return f"{in_words(number // unit)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError(number)


def check(text: str, figures: list[Figure]) -> None:
    """Fail unless spans lie in the text, in order and apart, and intervals are the right way round."""
    end = 0
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.start >= end, "figures overlap"
        assert figure.start <= figure.number.start < figure.number.end <= figure.end
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        if figure.noun_span:
            assert figure.noun_span.of(text) == figure.noun
        if figure.measured is not None:
            assert 1 <= len(figure.measured.split()) <= 8
        end = figure.end


texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
    st.text(alphabet=string.printable + "£€½’“—°²٣", max_size=80),
)


@given(texts)
@settings(max_examples=500, deadline=None)
def test_spans_slice_and_never_overlap(text: str):
    """Every span lies in its text, in order; low never passes high; nouns are the words at their span."""
    check(text, find_figures(text))
    check(text, find_figures(text, idioms=True))
    check(text, find_rankings(text))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_shifting_the_text_shifts_the_spans(text: str, by: int):
    """Spaces in front move every span by their number and change nothing else."""
    moved = [(f.start - by, f.end - by, f.low, f.high, f.unit, f.kind) for f in find_figures(" " * by + text)]
    assert moved == [(f.start, f.end, f.low, f.high, f.unit, f.kind) for f in find_figures(text)]


@given(st.integers(1, 10**12))
def test_whole_numbers_are_read_back(number: int):
    """A whole number with separators is read as what it is."""
    (figure,) = find_figures(f"The plant made {number:,} crates.")
    assert (figure.low, figure.high, figure.unit, figure.kind) == (
        number,
        number,
        "crate" if number > 1 else figure.unit,
        "count",
    )


@given(st.integers(2, 999_999_999))
def test_numbers_in_words_are_read_back(number: int):
    """A number in words, to any length, is read as what it is."""
    (figure,) = find_figures(f"They sent {in_words(number)} crates.")
    assert figure.low == figure.high == number


@given(
    st.decimals(min_value="0.01", max_value="999.99", places=2), st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(CURRENCIES)), st.sampled_from(["", " ", "-"]),
)  # fmt: skip
def test_money_with_a_sign_is_read_back(number: Decimal, scale: str, sign: str, joint: str):
    """A sign, a number and a scale, however joined, give the amount and the currency."""
    assume(joint or scale in ("bn", "mln"))
    (figure,) = find_figures(f"The bridge cost {sign}{number}{joint}{scale} in all.")
    assert figure.low == pytest.approx(float(number) * SCALES[scale])
    assert (figure.unit, figure.kind, figure.modifier) == (CURRENCIES[sign], "money", "exact")


@given(st.integers(2, 10**7), st.sampled_from(sorted(CURRENCY_WORDS)))
def test_money_in_words_is_read_back(number: int, word: str):
    """A number and the name of a currency give the amount and its code."""
    (figure,) = find_figures(f"The bridge cost {number:,} {word} in all.")
    assert (figure.low, figure.unit, figure.kind) == (number, CURRENCY_WORDS[word], "money")


@given(
    st.integers(1, 400), st.integers(1, 400), st.sampled_from(["{} to {} percent", "{}-{} percent", "between {} and {} percent", "{}% to {}%"])
)  # fmt: skip
def test_ranges_are_read_back(low: int, step: int, form: str):
    """Two rising ends are one interval, and both have the unit that is printed once."""
    text = "The forecast says " + form.format(low, low + step) + " of the crop."
    (figure,) = find_figures(text)
    assert (figure.low, figure.high, figure.modifier, figure.unit) == (low, low + step, "between", "%")


@given(st.integers(1, 999), st.sampled_from(["more than", "at least", "up to", "less than", "about", "nearly"]))
def test_modifiers_open_the_side_that_they_leave_open(number: int, modifier: str):
    """The interval is open where the words leave it open, and closed elsewhere."""
    (figure,) = find_figures(f"It weighs {modifier} {number} tonnes.")
    low, high = (figure.low, figure.high)
    expected = {
        "more than": (number, None), "at least": (number, None), "up to": (None, number), "less than": (None, number),
        "about": (number, number), "nearly": (number, number),
    }  # fmt: skip
    assert (low, high) == expected[modifier]


def test_random_and_mutated_strings_raise_nothing():
    """Many thousand random strings, and sentences with characters swapped, dropped and doubled, are read without error."""
    chance = random.Random(7)
    seeds = [
        "The group paid $5.2 billion (£3.1bn) for 17 ships, up 4% from 2019.",
        "Between two and three thousand people, five of whom were killed, saw the third largest fire since 1998.",
        "Acme gained 3.00 to 16.00, Bolt 90 cents to 16.50; the index fell 17.5 points, or 0.22%.",
    ]
    for _ in range(1_500):
        text = "".join(chance.choice(WORDS) + chance.choice(["", " ", "  "]) for _ in range(chance.randint(1, 20)))
        check(text, find_figures(text))
        sentence = list(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            i = chance.randrange(len(sentence))
            sentence[i] = chance.choice(
                [sentence[i] * 2, "", chance.choice(string.printable), sentence[chance.randrange(len(sentence))]]
            )
        check("".join(sentence), find_figures("".join(sentence)))
        check("".join(sentence), find_rankings("".join(sentence)))
