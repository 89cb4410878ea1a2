"""What to ask of a claim: questions that leave open whether it is so, and who could answer them."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.asking.question import LONGEST, NOTHING, ready_question
from claims.find import claims_in, find_claims
from claims.model import Article, Claim
from claims.network import keeper_net
from claims.reading import read_text
from schemas.vocabulary import Authority

KEEPERS = tomllib.loads((Path(__file__).parent / "cases" / "authorities.toml").read_text(encoding="utf-8"))["case"]
CASES = tomllib.loads((Path(__file__).parent / "cases" / "asking.toml").read_text(encoding="utf-8"))["case"]
WHOLE = re.compile(
    r"In the story(?: “[^”]*”| that (?:begins|goes on) “[^”]*”)?(?: \([^)]*\))?(?:, after “[^”]*”,)? (?:it says|.{1,90} is quoted): “(?P<words>[^”]*)” (?P<asks>.*\?)"
)
LONGEST_ELSE = 1200  # characters of a question besides the words that it quotes
WAYS = ("Is ", "Has ", "Did ", "How much ", "How many ", "On what evidence ", "Where ", "Which ", "Who ")


def article(text: str, title: str | None = None, published: Any = None, outlet: str | None = None) -> Article:
    """Return an article of a text."""
    at = datetime(published.year, published.month, published.day, tzinfo=UTC) if published else None
    return Article("p", "a", text, "case", title=title, published_at=at, outlet=outlet)


def known(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a case knows of its article."""
    return {name: case.get(name) for name in ("title", "published", "outlet")}


def claim_at(text: str, quote: str, **known: Any) -> Claim:
    """Return the claim of a text that is made of these words."""
    return next(claim for claim in find_claims(article(text, **known)) if claim.quote == quote)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_claim_is_asked_as_a_person_would(case: dict[str, Any]) -> None:
    """The question of each case is this one, word for word."""
    claim = claim_at(case["text"], case["quote"], **known(case))

    assert claim.question == case["question"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_every_question_leaves_open_whether_it_is_so(case: dict[str, Any]) -> None:
    """It tells the story and quotes the words; all else is one question, or it says that there is nothing to ask."""
    for claim in find_claims(article(case["text"], **known(case))):
        assert claim.question
        found = WHOLE.fullmatch(claim.question)
        assert (found and found["asks"].startswith(WAYS)) or claim.question.startswith(NOTHING)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_question_holds_the_claims_own_words(case: dict[str, Any]) -> None:
    """The words of the claim stand in what is quoted as printed; nothing of them is cut."""
    for claim in find_claims(article(case["text"], **known(case))):
        found = WHOLE.fullmatch(claim.question or "")
        if found:
            own = re.sub(r"[“”\"]", "", claim.quote)
            assert own.lower() in re.sub(r"[‘’“”\"]| \[[^]]*\]", "", found["words"]).lower()


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="Ab 17$%,.“”\"'—-()?\n", max_size=120))
def test_any_text_can_be_asked_about(noise: str) -> None:
    """Whatever a page holds, its claims have a question of bounded length on one line."""
    for claim in find_claims(article(f"Tarn lost 17 boats {noise} and 40 sailors died in 2019. {noise}")):
        assert claim.question
        assert len(claim.question) <= LONGEST + LONGEST_ELSE
        assert claim.question.endswith("?") or claim.question.startswith(NOTHING)
        assert "\n" not in claim.question


@pytest.mark.parametrize(
    "text",
    [
        "A" * 400 + "! killed 12 people.",
        "just over " * 200 + "12 people were killed",
        "The dam has " + "only " * 200 + "xx killed 12 people in Tarn.",
        "according to " * 150 + "12 people died",
        " - ".join(["the gale sank 12 ships"] * 60),
    ],
)
def test_words_said_over_and_over_are_read_once(text: str) -> None:
    """Text made to be read in two ways at each word is read in one: else this would not end."""
    assert all(claim.question for claim in find_claims(article(text)))


@pytest.mark.parametrize("case", KEEPERS, ids=lambda case: case["why"])
def test_who_would_settle_it_goes_by_what_is_claimed(case: dict[str, Any]) -> None:
    """Whoever keeps such a record is told, of the kind that the case says and by the words that it says."""
    claim = claim_at(case["text"], case["quote"], **known(case))

    assert claim.settled_by
    assert case["settled_by"] in claim.settled_by
    assert claim.authority == case["authority"]


@pytest.mark.parametrize("case", KEEPERS, ids=lambda case: case["why"])
def test_without_the_encoder_somebody_is_still_told(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The signs of the claim alone tell then; no chance is above one, and one keeper is the likeliest."""
    monkeypatch.setattr(keeper_net, "load_encoder", lambda: None)
    claim = claim_at(case["text"], case["quote"], **known(case))

    assert claim.authority in get_args(Authority)
    assert claim.settled_by


def test_every_claim_has_an_authority_of_a_known_kind() -> None:
    """And words for people that say which."""
    claims = [claim for case in CASES for claim in find_claims(article(case["text"]))]

    assert claims
    assert {claim.authority for claim in claims} <= set(get_args(Authority))
    assert all(claim.settled_by for claim in claims)


def test_what_only_the_author_can_answer_is_the_authors_to_settle() -> None:
    """And whatever the table guesses from the words, where the story has it from is always named."""
    text = "Perhaps the greatest harbour of the north has failed its people. The dredger sank off Tarn in May."
    found = find_claims(article(text, title="Opinion: the harbour"))
    asked = {claim.question.rsplit("” ", 1)[-1]: claim.settled_by for claim in found if claim.question}
    assert any("author" in ask and "the author" in who for ask, who in asked.items())
    assert all("author" in who or "reporter" in who for who in asked.values())


@pytest.mark.parametrize(
    ("keeper", "ends"),
    [
        ("nothing", "Nothing to ask: the words are the author's view, or a figure of speech."),
        ("law", "Is that right, and who can confirm it?"),
        ("person", "Which facts does the author base that on, and are they right?"),
    ],
)
def test_an_author_is_asked_only_what_no_record_settles(keeper: str, ends: str) -> None:
    """What surely stands on record is asked of whoever keeps it, and of a view nothing is asked."""
    text = "The council surely banned the dredger from the great harbour, and its captains left the north."
    reading = read_text(article(text, title="Opinion: the harbour"))
    likely = dict.fromkeys(keeper_net.KEEPERS, 0.0) | {keeper: 0.9}
    asked = [ready_question(claim, reading, likely) for claim in claims_in(reading) if claim.kind == "statement"]

    assert asked
    assert all(question.endswith(ends) for question in asked)


def test_who_said_something_long_ago_is_not_sent_to_be_asked() -> None:
    """Persons of another age may be dead; the record of their words is told alone."""
    for year, is_told in ((2018, True), (1931, False)):
        text = f"Anna Lind told the harbour board in {year} that the dredger carried 40 sailors."
        claim = claim_at(text, "40 sailors", published=date(2019, 5, 2))
        assert ("Anna Lind" in (claim.settled_by or "")) is is_told


def test_how_a_story_came_by_its_words_is_not_asked_of_others() -> None:
    """Nobody else can know it."""
    text = "The ferry sank off Tarn on Monday, an official said. The official was not authorized to discuss the matter publicly."
    asked = [claim.question for claim in find_claims(article(text)) if "authorized" in claim.sentence]
    assert all(question and question.startswith(NOTHING) for question in asked)
