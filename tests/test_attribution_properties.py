"""What holds for the attributions of every text, whatever stands in it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.linear import REPEATED
from claims.attribution import find_attributions, find_by_rules
from claims.budget import USUAL
from claims.model import Attribution, Span
from claims.speech.evidence import tags_of
from claims.speech.quotes import pair_quotes
from tests.guards import ends

WORDS = [
    "said", "says", "told", "Ruiz", "Anna Holm", "she", "he", "that", "the mayor", "bridge", "according to", "“", "”",
    '"', "'", "’", "‘", ",", ".", ":", ";", "?", "—", "\n", "\n\n", "who", "and", "added", "was", "is expected to",
    "called for", "é", "👍🏽", "e\u0301", "on Tuesday", "Mr.", "U.S.", "$40", "(", ")", "to", "by", "praised", "adding",
    "with", "comparing", "urged", "asked", "whether", "by", "in", "a", "statement", "the", "report", "has", "not", "vowed",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), PROSE)


def spans_of(attribution: Attribution):
    """Return every span that an attribution holds."""
    return [*attribution.content, *attribution.source, *attribution.cue, *filter(None, [attribution.speaker_span])]


@settings(deadline=None, max_examples=400)
@given(TEXTS)
def test_spans_are_words_of_the_text(text: str):
    """Every span lies inside the text, is not empty, and neither starts nor ends with white space."""
    for attribution in find_by_rules(text):
        assert attribution.content
        for span in spans_of(attribution):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_outer_names_an_attribution_that_holds_the_inner_one(text: str):
    """`outer` is the index of another attribution, one of whose contents holds the cue."""
    found = find_by_rules(text)

    for at, attribution in enumerate(found):
        if attribution.outer is not None:
            assert attribution.outer != at
            inner = attribution.cue[0] if attribution.cue else attribution.content[0]
            assert any(part.holds(inner) for part in found[attribution.outer].content)
            assert at not in chain_of(found, attribution.outer)


def chain_of(found: list[Attribution], at: int) -> list[int]:
    """Return the indices from an attribution to its outermost one."""
    chain = [at]
    while (outer := found[chain[-1]].outer) is not None and outer not in chain:
        chain.append(outer)
    return chain


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_resolutions_quote_the_text(text: str):
    """A resolution gives both its ends as printed, the antecedent before or at the anaphor."""
    for attribution in find_by_rules(text):
        for resolution in attribution.resolutions:
            assert text[resolution.anaphor_start : resolution.anaphor_end] == resolution.anaphor
            assert text[resolution.antecedent_start : resolution.antecedent_end] == resolution.antecedent
            assert resolution.antecedent_start < resolution.anaphor_end


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_a_paragraph_in_front_shifts_the_spans(text: str):
    """A paragraph in which nobody says anything moves all spans by its length and changes nothing else."""
    front = "It rained.\n\n"
    by = len(front)

    before = find_by_rules(text)
    behind = find_by_rules(front + text)

    assert [a.content for a in behind] == [tuple(span.shift(by) for span in a.content) for a in before]
    assert [a.source for a in behind] == [tuple(span.shift(by) for span in a.source) for a in before]
    assert [a.cue for a in behind] == [tuple(span.shift(by) for span in a.cue) for a in before]


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_quotes_never_overlap(text: str):
    """Quotations come in order, do not overlap, and start with a mark."""
    end = 0
    for quote in pair_quotes(text):
        assert end <= quote.start < quote.end <= len(text)
        assert text[quote.start] in "“„«\"'`‘"
        end = quote.end


@settings(deadline=None, max_examples=300)
@given(PROSE, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60), st.sampled_from("csx")), max_size=12))
@example("\n", [(0, 1, "x")])
@example(" … ", [(0, 3, "x"), (0, 2, "s")])
@example("?\n", [(0, 2, "x"), (1, 1, "c")])
def test_any_tags_are_borne(text: str, drawn: list[tuple[int, int, str]]):
    """Whatever spans a tagger gives, as long as they lie inside the text, nothing breaks."""
    roles = {"c": [], "s": [], "x": []}
    for start, length, role in drawn:
        span = Span(start, min(start + length, len(text)))
        if span.start < span.end and not any(span.overlaps(other) for other in roles[role]):
            roles[role].append(span)

    for attribution in find_attributions(text, tags_of(roles["x"], roles["c"], roles["s"])):
        assert all(0 <= span.start < span.end <= len(text) for span in spans_of(attribution))


@pytest.mark.parametrize("piece", REPEATED["attribution"])
def test_the_longest_article_of_one_piece_is_read_to_its_end(piece: str):
    """Also of quotations in one paragraph; `bench.linear` says that it takes time in proportion."""
    with ends():
        find_by_rules(piece * (USUAL.characters // len(piece)))
