"""Each outside authority as a pure pair: what it is asked about a claim, and what its recorded answers come to."""

import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.find import find_claims
from claims.model import Article, Claim
from claims.sources.model import MOST_EVIDENCE, Answer, Asking, Evidence, NotReadable, Question
from claims.sources.names import SOURCE_NAMES
from claims.sources.registry import SOURCES

FOLDER = Path(__file__).parent / "cases" / "sources"
CASES = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))["case"]
BY_NAME = {source.name: source for source in SOURCES}
TODAY = date(2025, 11, 30)


def claim_of(case: dict[str, Any]) -> Claim:
    """Return the claim of a case, in an article of the end of October 2025."""
    return _claim_of(case["text"], case["quote"])


@cache
def _claim_of(text: str, quote: str) -> Claim:
    at = datetime(2025, 10, 28, tzinfo=UTC)
    claims = find_claims(Article("p", "a", text, "case", published_at=at))
    return next(claim for claim in claims if claim.quote == quote)


def asking_of(case: dict[str, Any]) -> Asking:
    """Return what a source is asked about a case."""
    return Asking(claim_of(case), date(2025, 10, 28), TODAY)


def answered(case: dict[str, Any], bodies: list[bytes]) -> Answer:
    """Lead a case through its answers, one for each question."""
    source, asking = BY_NAME[case["source"]], asking_of(case)
    answer: Answer | None = source.ask(asking)
    for body in bodies:
        assert isinstance(answer, Question)
        answer = source.read(asking, answer, body)
    assert answer is not None
    return answer


def bodies_of(case: dict[str, Any]) -> list[bytes]:
    """Return the recorded answers of a case."""
    return [(FOLDER / case["source"] / name).read_bytes() for name in case["steps"]]


def named(case: dict[str, Any]) -> str:
    """Return what a case is called."""
    return f"{case['source']}: {', '.join(case['steps'])}, {case['quote']}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_source_is_asked_in_its_own_way(case: dict[str, Any]) -> None:
    """The question's address and query are those of the source's public interface, and nothing of a key stands in them."""
    question = BY_NAME[case["source"]].ask(asking_of(case))

    assert question
    assert case["asks"] in question.query
    assert question.about
    assert "key=" not in question.query


@pytest.mark.parametrize("case", [case for case in CASES if "outcome" in case], ids=named)
def test_an_answer_comes_to_evidence(case: dict[str, Any]) -> None:
    """Outcome, value and sentence follow from the recorded answers, and where it can be read is told."""
    answer = answered(case, bodies_of(case))

    assert not isinstance(answer, Question)
    first = answer[0]
    assert first.outcome == case["outcome"], first.says
    assert first.says.endswith((".", "…"))
    assert case.get("found") in (None, first.found_value)
    assert case.get("says", "") in first.says
    assert len(first.series) == case.get("points", len(first.series))


@pytest.mark.parametrize("case", [case for case in CASES if "outcome" not in case], ids=named)
def test_an_answer_that_cannot_be_read_says_why(case: dict[str, Any]) -> None:
    """A cut, foreign or refusing answer is no evidence; its fault is named in words."""
    with pytest.raises(NotReadable, match=case["says"]):
        answered(case, bodies_of(case))


@pytest.mark.parametrize("case", [case for case in CASES if "outcome" in case], ids=named)
@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_damaged_answer_is_refused_or_read_and_nothing_else(case: dict[str, Any], data: st.DataObject) -> None:
    """Whatever bytes are cut, doubled or changed: evidence, the next question, or a fault in words."""
    bodies = bodies_of(case)
    last = bodies[-1]
    cut = data.draw(st.integers(0, len(last)))
    noise = data.draw(st.binary(max_size=12))
    broken = last[:cut] + noise + last[cut + data.draw(st.integers(0, 9)) :]
    try:
        answer = answered(case, [*bodies[:-1], broken])
    except NotReadable:
        return
    if not isinstance(answer, Question):
        assert 0 < len(answer) <= MOST_EVIDENCE
        assert all(isinstance(each, Evidence) and each.says for each in answer)


@pytest.mark.parametrize(
    ("source", "text", "quote"),
    [
        ("world_bank", "Unemployment in Japan and Germany was 4 percent.", "4 percent"),
        ("world_bank", "The mayor of Tarn owns 40 goats.", "40 goats"),
        ("eurostat", "Inflation in Japan was 2.4 percent in August 2025.", "2.4 percent"),
        ("ecb_rates", "The port will cost €20 million and the road $4 million.", "$4 million"),
        ("wikidata", "The mayor of Tarn owns 40 goats.", "40 goats"),
        (
            "own_register",
            "The harbour of Tarn is in the hands of smugglers who bribed the mayor and his council, police said.",
            "The harbour of Tarn is in the hands of smugglers who bribed the mayor and his council",
        ),
    ],
)
def test_what_a_source_does_not_keep_is_not_asked(source: str, text: str, quote: str) -> None:
    """Two countries, no statistic, a country outside, amounts that convert nothing: no question is spent on them."""
    asking = asking_of({"text": text, "quote": quote})

    assert BY_NAME[source].ask(asking) is None


def test_every_source_has_a_name_of_its_own_and_says_how_it_is_reached() -> None:
    """Names are unique; what is fetched has an address of HTTPS, and a key that is needed is sent in a header."""
    assert tuple(BY_NAME) == SOURCE_NAMES
    assert len(BY_NAME) == len(SOURCES)
    for source in SOURCES:
        assert source.address == "" or source.address.startswith("https://")
        assert (source.key is None) == (source.key_header is None)
        assert source.rhythm_days > 0
