"""A thread in words: figures with who tells them, sources counted and not reprints, and what is told no more."""

from datetime import UTC, datetime
from typing import Any

from reports.series import chosen_series, view_series
from reports.series_chart import draw_series

DAY = datetime(2026, 11, 26, 8, tzinfo=UTC)


def told(outlet: str, value: float | None, hour: int, **columns: Any) -> dict[str, Any]:
    """A row of a thread: an outlet's page that tells a figure at an hour of the day."""
    at = DAY.replace(hour=hour)
    kind = "people" if value is not None else "statement"
    row = {"claim_id": f"{hour:016x}", "article_id": f"a-{outlet}-{hour}", "page_id": f"p-{outlet}", "outlet": outlet}
    row |= {
        "origin_id": f"o-{outlet}-{hour}",
        "agency": None,
        "claimant": None,
        "kind": kind,
        "unit": value and "person",
    }
    row |= {"value_low": value, "value_high": value, "modifier": "exact", "published_at": at, "fetched_at": at}
    return row | {"next_read_at": None, "is_first": True, "difference": None} | columns


def bridge() -> list[dict[str, Any]]:
    """Seven, told by one until it said eight; nine, at two with one text; and eight, at a third."""
    later = DAY.replace(hour=14, minute=30)
    return [
        told("Post", 7, 9, claimant="police", next_read_at=later, difference="update_over_time"),
        told("Radio", 9, 10, origin_id="x", claimant="police"),
        told("Echo", 9, 11, origin_id="x", agency="Meridian", claimant="police"),
        told("Ledger", 8, 12, claimant="the coroner", difference="contradiction"),
        told("Post", 8, 9, article_id="a-Post-2", claim_id="f" * 16, fetched_at=later, is_first=False),
    ]


def test_a_thread_is_told_in_a_line():
    """The newest figure first; what no page says any more last; copies are one source, and a version is no outlet."""
    series = view_series("t", bridge())
    assert series
    assert series.sentence == (
        "8 people: Ledger, citing the coroner, and Post; 9 people: Radio and Echo (one source, Meridian), citing police; "
        "7 people: Post, citing police, before 26 Nov, 14:30"
    )
    assert (series.outlets, series.sources, series.differs, series.is_grave) == (4, 3, True, True)
    assert [each.is_gone for each in series.told] == [False, False, True]


def test_what_one_page_tells_once_is_no_story():
    """Neither is its version that tells the same; a second page is."""
    again = told("Post", 7, 9, article_id="v2", claim_id="e" * 16)
    assert view_series("t", [told("Post", 7, 9), again]) is None
    assert view_series("t", [told("Post", 7, 9), told("Echo", 7, 10)])


def test_many_outlets_are_counted_and_many_figures_cut():
    """A line stays a line."""
    reprints = [told(f"Paper {each}", 5, each, origin_id="x") for each in range(5)]
    series = view_series("t", [*reprints, *(told(f"Site {each}", 10 + each, 10 + each) for each in range(6))])
    assert series
    assert "Paper 0 and 4 others (one source)" in [each.words for each in series.told]
    assert series.sentence.endswith("; and 3 more")


def test_statements_without_a_figure_are_told_by_who_says_them():
    """No number stands before them."""
    series = view_series("t", [told("Post", None, 9), told("Echo", None, 10, claimant="the union")])
    assert series
    assert series.sentence == "Post and Echo, citing the union"


def test_of_several_threads_the_one_that_differs_across_outlets_is_shown():
    """A sentence that gives the toll and the name of the bridge is told by its toll."""
    rows = {"same": [told("Post", 3, 9), told("Echo", 3, 10), told("Sun", 3, 11)], "toll": bridge()}
    chosen = chosen_series(["c1", "c2"], {"c1": "same", "c2": "toll"}, rows)
    assert chosen
    assert chosen.thread_id == "toll"


def test_the_drawing_has_a_lane_a_figure_and_a_dot_a_page():
    """One colour a source; hollow what is told no more; nothing where all was told at one moment."""
    series = view_series("t", bridge())
    assert series
    chart = draw_series(series)
    assert chart
    assert [(lane.figure, len(lane.dots)) for lane in chart.lanes] == [
        ("8 people", 2),
        ("9 people", 2),
        ("7 people", 1),
    ]
    assert len({dot.colour for dot in chart.lanes[1].dots}) == 1
    assert [dot.is_gone for lane in chart.lanes for dot in lane.dots] == [False] * 4 + [True]
    assert all(0 <= dot.across <= 100 for lane in chart.lanes for dot in lane.dots)
    flat = view_series("t", [told("Post", 7, 9), told("Echo", 8, 9, claim_id="d" * 16)])
    assert flat
    assert draw_series(flat) is None
