"""Charts are small SVG that tells its words to everybody, is the same for the same rows, and lets no text act."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree, html

from reports.charts import Bar, Series, _ticks, bars, columns
from reports.edits import view_edit
from reports.overview import draw_claimants, draw_days, draw_flags, view_drawings

HOSTILE = (
    "</text></svg><script>document.title='owned'</script> \"q\" 'q' & \x1b[2J \x00 \u202e label-0 \ud800 {{ 7 }} ${x}"
)
PROJECT = Path(__file__).parent.parent
ROWS = [
    Bar("Number of people", 120, "people"),
    Bar("Large sum of money", 80, "money"),
    Bar("Law or agreement", 3, "law"),
]


def drawn(svg: str) -> etree._Element:
    """Return a chart as XML, which it must be."""
    return etree.fromstring(svg)


def test_bars_are_as_long_as_their_counts():
    """The longest takes the whole width, the others their share, each under its label and its number."""
    chart = drawn(bars(ROWS, name="c", title="Flags", about="Three flags."))
    lengths = [float(re.search(r"h(\d+\.?\d*)", path.get("d"))[1]) for path in chart.findall(".//path")]
    assert lengths == [340, 340, 340, 340, 226.67, 8.5]
    assert [text.text for text in chart.findall(".//text")] == [*(bar.label for bar in ROWS), "120", "80", "3"]
    heights = [float(re.search(r",([\d.]+)\)", text.get("transform"))[1]) for text in chart.findall(".//text")][:3]
    assert heights[1] - heights[0] == heights[2] - heights[1] == 34


def test_columns_stand_on_each_other():
    """Each series begins where the one before it ends, and no column is higher than the scale."""
    series = [Series("People", (4, 0), "people"), Series("Money", (6, 10), "money")]
    chart = drawn(columns(("Mon", "Tue"), series, name="c", title="t", about="a"))
    shapes = [re.match(r"M[\d.]+,([\d.]+)h[\d.]+v([\d.]+)", path.get("d")) for path in chart.findall(".//path")]
    tops, heights = zip(*((float(each[1]), float(each[2])) for each in shapes), strict=True)
    assert tops[0] == pytest.approx(tops[1] + heights[1], abs=0.1)
    assert heights[2] == pytest.approx(heights[0] + heights[1], abs=0.1)
    assert [each.text for each in chart.findall(".//text")][-2:] == ["Mon", "Tue"]


def test_a_chart_says_what_it_shows():
    """It is an image with a title and a description, and has nothing inside that is read out in pieces."""
    chart = drawn(bars(ROWS, name="flags", title="Flags by kind", about="Three bars."))
    assert (chart.get("role"), chart.get("aria-labelledby")) == ("img", "flags-title flags-about")
    assert (chart.findtext("title"), chart.findtext("desc")) == ("Flags by kind", "Three bars.")
    assert not chart.xpath("//*[@aria-hidden or @aria-label or @aria-roledescription]")


def test_a_chart_takes_its_colours_and_letters_from_the_page():
    """Every colour is one of the palette, so that light and dark both hold; nothing is styled or loaded by itself."""
    svg = bars(ROWS, name="c", title="t", about="a") + columns(
        "ab", [Series("x", (1, 2))], name="d", title="t", about=""
    )
    assert not re.search(r'#[0-9a-f]{3}|style=|url\(|font-family|href|class="(?!chart)', svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {
        f"var(--{name})" for name in ("people", "money", "law", "time", "ink", "soft", "rule", "faint")
    }


def test_the_same_rows_give_the_same_chart():
    """Byte for byte, whatever was drawn before."""
    first = bars(ROWS, name="c", title="t", about="a")
    columns("ab", [Series("x", (1, 2))], name="d", title="t", about="a")
    assert bars(ROWS, name="c", title="t", about="a") == first


def test_what_only_checks_loads_nothing_more():
    """Neither Prefect nor what sends digests is loaded by `factdesk check`, even where it prints a page."""
    program = """
import sys
from datetime import datetime
from desk import reading
from flows import memory
from reports.flagged_claims import FlaggedReport, render_html
render_html(FlaggedReport("t", datetime(2025, 1, 1)))
sys.exit(", ".join({"apprise", "prefect"} & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert (done.returncode, done.stderr) == (0, "")


def test_hostile_labels_are_words():
    """A label neither breaks out of the drawing nor hides."""
    for svg in (
        bars([Bar(HOSTILE, 3), Bar("x", 1)], name="c", title=HOSTILE, about=HOSTILE),
        columns([HOSTILE, "x"], [Series(HOSTILE, (1, 2))], name="c", title=HOSTILE, about=HOSTILE),
    ):
        chart = drawn(svg)
        assert chart.tag == "svg"
        assert not chart.xpath("//*[local-name()='script']")
        assert "⟦U+001B⟧" in svg
        assert any("document.title='owned'" in (text.text or "") for text in chart.findall(".//text"))
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800]", svg)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (67, [0, 20, 40, 60, 80]),
        (1234, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_has_round_numbers(most: int, ticks: list[int]):
    """They begin at nothing, reach the greatest, and are few."""
    assert _ticks(most) == ticks


def days(first: date, *counts: int, step: int = 1) -> list[dict[str, object]]:
    """Return rows of `figure_days.sql`, so many days apart."""
    return [
        {"day": first + timedelta(days=at * step), "kind": "people", "figures": count}
        for at, count in enumerate(counts)
    ]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (days(date(2025, 11, 1), 3, 0, 2), "day"),
        (days(date(2025, 1, 1), 1, 1, 1, step=90), "week"),
        (days(date(2023, 1, 1), 1, 1, 1, step=400), "month"),
        (days(date(2001, 1, 1), 1, 1, 1, step=4000), "year"),
        ([*days(date(1970, 1, 1), 1), *days(date(2025, 11, 1), 40, 40)], "day"),
    ],
)
def test_days_are_drawn_in_spans_that_fit(rows: list[dict[str, object]], title: str):
    """Forty columns at most, with nearly all figures in them; what is older is told below."""
    drawing = draw_days(rows)
    assert drawing
    assert drawing.title == f"Figures to verify, by {title} of publication"
    assert len(drawing.rows) <= 40
    assert drawing.svg.count('fill="var(--people)"') == len(drawing.rows)
    assert ("1 older" in drawing.note) is (rows[0]["day"] == date(1970, 1, 1))


def test_what_has_nothing_to_compare_is_not_drawn():
    """No empty boxes, no single bar."""
    one = [{"flag": "ranking", "claims": 4}]
    unnamed = [{"claimant": None, "claims": 9, "how_many": 2}, {"claimant": "A", "claims": 1, "how_many": 2}]
    assert view_drawings([], [], []) == []
    assert draw_flags(one) is None
    assert draw_claimants(unnamed) is None
    assert draw_days(days(date(2025, 11, 1), 4)) is None
    assert draw_days([{"day": None, "kind": "people", "figures": 4}]) is None


def test_a_chart_is_told_as_a_table_too():
    """Every number of the drawing stands in it, and what is left out is told."""
    flags = [{"flag": f"flag_{at}", "claims": 20 - at} for at in range(11)]
    drawing = draw_flags(flags)
    assert drawing
    assert drawing.rows == tuple((f"Flag {at}", str(20 - at)) for at in range(8))
    assert drawing.note == "3 further flags, less frequent."
    texts = html.fromstring(drawing.svg).xpath("//text/text()")
    assert {cell for row in drawing.rows for cell in row} == set(texts)


def test_claimants_leave_out_what_articles_say_themselves():
    """It is told below how many these are, and how many claimants are not drawn."""
    rows = [{"claimant": name, "claims": count, "how_many": 13} for name, count in ((None, 9), ("A", 3), ("B", 2))]
    drawing = draw_claimants(rows)
    assert drawing
    assert [row[0] for row in drawing.rows] == ["A", "B"]
    assert drawing.note == "10 further claimants; 9 claims that articles make themselves."


@pytest.mark.parametrize(
    ("row", "before", "after", "lead", "rest"),
    [
        (
            {"quote_before": "17", "quote_after": "23", "sentence_after": "At least 23 died."},
            "17", "23", "At least ", " died.",
        ),
        ({"quote_before": "17", "sentence_before": "Then 17 died."}, "17", None, "Then ", " died."),
        ({"quote_after": "23", "sentence_after": "elsewhere"}, None, "23", "", ""),
        ({}, None, None, "", ""),
    ],
)  # fmt: skip
def test_edits_show_both_sides(row: dict[str, str], before: str | None, after: str | None, lead: str, rest: str):
    """What was said, what is said, and the sentence around it; a side that is missing is None."""
    edit = view_edit(row)
    assert (edit.before, edit.after) == (before, after)
    assert (edit.lead, edit.rest) == (lead, rest)
