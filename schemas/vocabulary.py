"""The closed vocabularies of the rows, declared once: the dataclasses in `claims` and the checks in `schemas` read them.

This file imports no library, so that the pure code can use the words without paying for Pandera.
"""

from typing import Literal, get_args

WITHOUT_RUN = ("review", "replay")
"""What stands for a run on rows that people wrote themselves, or let in again: they belong to none."""

Kind = Literal[
    "money", "people", "count", "percent", "measure", "duration", "age", "ranking", "score",
    "event", "agreement", "identity", "promise", "quote", "statement",
]  # fmt: skip
"""What a claim is about. The first nine carry a figure (or a rank), the others do not."""

Modifier = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague"]
"""How the printed number bounds the real one."""

Change = Literal["up", "down"]
"""The direction of a figure that is itself a change ("rose 4%")."""

Voice = Literal["narrated", "reported", "quoted"]
"""Whether the article says it in its own voice, reports it indirectly, or quotes it."""

Tense = Literal["past_present", "promise", "forecast"]
"""Whether the claim is a fact by now, an announced commitment, or a forecast or hypothesis."""

Assertion = Literal["asserted", "announced", "expected", "asked", "supposed", "denied", "opinion"]
"""How the article holds the claim out: as a fact, a commitment, a forecast, a question, a supposition, a denial, a view."""

Genre = Literal[
    "politics", "business", "markets", "crime_court", "disaster_war", "science_health", "tech_product", "sport",
    "entertainment", "local_life", "opinion",
]  # fmt: skip
"""What kind of story an article is: what an editor would check of it depends on that."""

Authority = Literal["registry", "statistics", "document", "person"]
"""What kind of authority would settle a claim."""

ClaimantKind = Literal["person", "organisation", "government", "anonymous", "document"]

Granularity = Literal[
    "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "range"
]

THRESHOLD = 1.3
"""The stakes from which a claim with a reason needs verification, where the settings do not say otherwise."""

Edited = Literal["figure", "unit", "sign", "modifier", "claimant", "attribution", "appeared", "vanished"]
"""What a newer version of a page changed in a claim; attribution: a weaker word, or none, for what was known."""

Difference = Literal[
    "update_over_time", "rounding", "modifier_only", "conversion", "different_scope", "copy_of_old", "different_source",
    "contradiction",
]  # fmt: skip
"""How two figures of one thread differ; the last four are of those that cannot both be true of the same moment."""

Miscounted = Literal[
    "parts_whole", "percent_change", "points", "shares", "average_total", "conversion", "age_birth", "duration_dates",
    "headline_body",
]  # fmt: skip
"""By which rule numbers of one article contradict one another."""

LineKind = Literal["body", "heading", "link", "caption"]

FIGURE_KINDS: tuple[Kind, ...] = (
    "money", "people", "count", "percent", "measure", "duration", "age", "ranking", "score",
)  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
MODIFIERS: tuple[Modifier, ...] = get_args(Modifier)
CHANGES: tuple[Change, ...] = get_args(Change)
VOICES: tuple[Voice, ...] = get_args(Voice)
TENSES: tuple[Tense, ...] = get_args(Tense)
ASSERTIONS: tuple[Assertion, ...] = get_args(Assertion)
GENRES: tuple[Genre, ...] = get_args(Genre)
CLAIMANT_KINDS: tuple[ClaimantKind, ...] = get_args(ClaimantKind)
GRANULARITIES: tuple[Granularity, ...] = get_args(Granularity)
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
EDITS: tuple[Edited, ...] = get_args(Edited)
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)
MISCOUNTS: tuple[Miscounted, ...] = get_args(Miscounted)
