"""The HTML report shows what articles say as text, whatever they say, and its links lead somewhere, both ways."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from reports.flagged_claims import FlaggedReport, flagged_claims_sql, render_html

MADE_AT = datetime(2025, 11, 18, 7, 31, tzinfo=UTC)
HOSTILE = (
    "<script>document.title='owned'</script> \"quoted\" 'single' & &amp; </p></article><b>bold</b> {{ 7 * 7 }} {% raw %}\n"
    "<img src=x onerror=\"document.title='owned'\"> \u202eright to left\u202c \u2066isolated\u2069 \x1b[2J \x00 \ud800\n"
    "</style><svg/onload=document.title='owned'> <!-- <a href='javascript:1'>x</a> ]]> --> \u05e9\u05dc\u05d5\u05dd 12"
)


def article(text: str, **changes: object) -> dict[str, object]:
    """Return an articles row of which nothing but the text is known."""
    return {"article_id": "a" * 16, "name": "story.txt", "text": text} | changes


def claim(text: str, start: int, end: int, **changes: object) -> dict[str, object]:
    """Return a row that serves as a claim and, with reasons, as a flagged claim."""
    return {
        "claim_id": f"{start:08x}{end:08x}",
        "article_id": "a" * 16,
        "kind": "people",
        "quote": text[start:end],
        "start_char": start,
        "end_char": end,
        "sentence": text,
        "sentence_start": 0,
        "sentence_end": len(text),
    } | changes


def flagged(text: str, start: int, end: int, **changes: object) -> dict[str, object]:
    """Return a flagged row with one reason."""
    reason = {
        "flag": "people_count",
        "why": "It counts people.",
        "clears": "A register.",
        "weight": 1.0,
        "detail": "{}",
    }
    return claim(text, start, end, priority=1.0, reasons=[reason]) | changes


def page(**rows: object) -> html.HtmlElement:
    """Return the parsed report of some rows."""
    return html.document_fromstring(render_html(FlaggedReport("Report", MADE_AT, **rows)).encode())


def words_of(element: html.HtmlElement) -> str:
    """Return an element's text with white space made single."""
    return " ".join(element.text_content().split())


def shown_text(tree: html.HtmlElement) -> list[str]:
    """Return the lines of the articles as a reader sees them, without the numbers set into them."""
    for note in tree.xpath("//a[@class='note']"):
        note.drop_tree()
    return [line.text_content() for line in tree.xpath("//div[@class='text']/p")]


def assert_links_lead_somewhere(tree: html.HtmlElement) -> None:
    """Check that every link inside the page has its goal, and that no goal stands twice."""
    goals = tree.xpath("//@id")
    assert len(goals) == len(set(goals))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(goals)


def assert_linked_both_ways(tree: html.HtmlElement, claim_ids: list[str]) -> None:
    """Check that each claim's entry leads to its words, and something at its words back to the entry."""
    links = set(tree.xpath("//div[@class='text']//a/@href"))
    places = set(tree.xpath("//div[@class='text']//@id"))
    entries = {
        element.get("id"): element for element in tree.xpath("//tr[@id] | //li[@id] | //span[@id][ancestor::tr]")
    }
    for claim_id in claim_ids:
        entry = entries[f"claim-{claim_id}"]
        row = entry if entry.tag != "span" else entry.xpath("ancestor::tr")[0]
        assert f"#words-{claim_id}" in [link.get("href") for link in row.iter("a")]
        assert f"#claim-{claim_id}" in links
        assert f"words-{claim_id}" in places


def hostile_rows() -> dict[str, object]:
    """Return rows in which every text is an attack."""
    reason = {"flag": HOSTILE, "why": HOSTILE, "clears": HOSTILE, "weight": 1.0, "detail": HOSTILE}
    texts = dict.fromkeys(
        ("statement", "claimant", "cue", "unit", "measured", "time_text", "status", "verdict"), HOSTILE
    )
    rows = texts | {"voice": "quoted", "value_low": 7.0, "value_high": 7.0, "notes": [HOSTILE], "resolutions": HOSTILE}
    metadata = dict.fromkeys(("title", "outlet", "byline", "language", "url", "published_basis"), HOSTILE)
    edit = {
        "quote_before": HOSTILE,
        "quote_after": HOSTILE,
        "sentence_after": HOSTILE,
        "changes": ["claimant", HOSTILE],
    }
    edit |= dict.fromkeys(("title", "outlet", "url", "claimant_before", "claimant_after", "claim_id_after"), HOSTILE)
    page_beside = {"name": HOSTILE, "path": "outlets/0123456789abcdef.html", "flagged": 3}
    return {
        "since": {"made_at": MADE_AT, "run_id": HOSTILE},
        "new_claims": [claim(HOSTILE, 0, 40, flags=[HOSTILE], title=HOSTILE, how_many=9, **rows)],
        "edits": [
            edit | {"fetched_at_before": MADE_AT, "fetched_at_after": MADE_AT, "is_new": True, "is_silent": True}
        ],
        "flag_counts": [{"flag": HOSTILE, "claims": 3}, {"flag": "ranking", "claims": 1}],
        "claimants": [{"claimant": HOSTILE, "claims": 3, "how_many": 2}, {"claimant": "A", "claims": 1, "how_many": 2}],
        "figure_days": [{"day": MADE_AT.date().replace(day=day), "kind": HOSTILE, "figures": day} for day in (1, 2)],
        "outlet_pages": [page_beside],
        "claimant_pages": [page_beside],
        "run": {"run_id": HOSTILE, HOSTILE: 1},
        "flagged": [flagged(HOSTILE, 0, 40, reasons=[reason], **rows)],
        "articles": [article(HOSTILE, **(metadata | {"name": HOSTILE}))],
        "claims": [claim(HOSTILE, 0, 40), claim(HOSTILE, 60, 90, flags=[HOSTILE], **rows)],
        "lines": {"a" * 16: [(0, HOSTILE.index("\n"), "link")]},
        "refused": [{"name": HOSTILE, "rule": HOSTILE, "value": HOSTILE, "next_step": HOSTILE}],
    }


def test_hostile_text_is_text() -> None:
    """Markup, template code and script in any column come out as the words that they are."""
    tree = page(**hostile_rows())

    assert len(tree.xpath("//svg")) == 3
    assert not tree.xpath(
        "//script | //img | //svg[not(@class='chart')] | //b[text()='bold'] | //iframe | //object | //form | //comment()"
    )
    assert [name for name in tree.xpath("//@*/..") for name in name.attrib if name.startswith("on")] == []
    assert "<script>document.title='owned'</script>" in shown_text(tree)[0]
    assert "{{ 7 * 7 }} {% raw %}" in shown_text(tree)[0]
    assert tree.findtext(".//title") == "Report"
    assert_links_lead_somewhere(tree)


def test_hidden_characters_are_shown() -> None:
    """Characters that reorder, erase or cannot be stored are written out, everywhere on the page."""
    source = render_html(FlaggedReport(HOSTILE, MADE_AT, **hostile_rows()))

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source)
    for mark in ("⟦U+202E⟧", "⟦U+202C⟧", "⟦U+2066⟧", "⟦U+001B⟧", "⟦U+0000⟧", "⟦U+D800⟧"):
        assert mark in source


def test_text_from_elsewhere_is_isolated() -> None:
    """Words whose direction is not ours to know stand in an element that keeps it to themselves, as each in a chart does."""
    tree = page(**hostile_rows())

    for node in tree.xpath("//body//*[contains(text(), 'right to left') and not(ancestor::svg)]"):
        assert node.xpath("ancestor-or-self::bdi | ancestor-or-self::*[@dir='auto']"), node.tag


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://paper.example/a?b=1&c=2", True),
        ("HTTP://paper.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>1</script>", False),
        ("//paper.example/x", False),
        ("https:///path-only", False),
        ("https://paper.example/\u202etxt.exe", False),
        ('https://paper.example/" onclick="x', False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, *, linked: bool) -> None:
    """A reader is sent to http and https alone, without a referrer; other addresses are told as text."""
    tree = page(articles=[article("A line.", url=url)])
    links = [link for link in tree.xpath("//a") if not link.get("href").startswith("#")]

    assert [link.get("href") for link in links] == ([url] if linked else [])
    assert all(link.get("rel") == "noopener noreferrer nofollow" for link in links)
    assert linked or not url or "not a web link" in words_of(tree)


def test_a_link_names_the_host_that_it_leads_to() -> None:
    """An address that looks like another host's is told by its real one."""
    tree = page(articles=[article("A line.", url="https://known.example@other.example/known.example")])

    assert "Open at other.example" in words_of(tree)


NESTED = "Two of the five boats that left on 3 May sank, and 17 of 40 people were lost off Cape Tarn."


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 47), (7, 20)],
        [(0, 20), (7, 47)],
        [(0, 47), (0, 20)],
        [(0, 47), (7, 47)],
        [(0, 91), (7, 47), (11, 20), (52, 54), (52, 64)],
    ],
    ids=["inside", "crossing", "same start", "same end", "many"],
)
@pytest.mark.parametrize("number_flagged", [0, 1, 5])
def test_overlapping_claims_keep_the_text_and_their_links(spans: list[tuple[int, int]], number_flagged: int) -> None:
    """Claims inside and across each other leave the text as it is, and each is linked both ways."""
    hot = [flagged(NESTED, *span) for span in spans[:number_flagged]]
    tree = page(flagged=hot, articles=[article(NESTED)], claims=[claim(NESTED, *span) for span in spans])

    assert_links_lead_somewhere(tree)
    covered = [f"{start:08x}{end:08x}" for start, end in spans[:number_flagged]]
    assert_linked_both_ways(tree, covered)
    assert shown_text(tree) == [NESTED]


def test_every_line_is_shown_by_its_kind() -> None:
    """Headings, link lines and captions are told apart; words that no line claims are shown as body."""
    text = "A heading\nA body line.\r\n\n  Read: more\nStray words"
    lines = {"a" * 16: [(0, 9, "heading"), (10, 22, "body"), (25, 37, "link")]}
    tree = page(articles=[article(text)], lines=lines)

    shown = [(line.get("class"), line.text_content().strip()) for line in tree.xpath("//div[@class='text']/p")]
    assert shown == [
        ("heading", "A heading"),
        ("body", "A body line."),
        ("link", "Read: more"),
        ("body", "Stray words"),
    ]


def test_claims_out_of_place_are_listed_all_the_same() -> None:
    """A claim whose article is not shown, or whose span lies outside the text, keeps its row and promises no place."""
    rows = [
        flagged("Text.", 90, 99, quote="lost"),
        flagged("Text.", 0, 4, article_id="b" * 16, article_name="other.txt"),
    ]
    tree = page(flagged=rows, articles=[article("Text.")], claims=[])

    assert len(tree.xpath("//tbody/tr[@id]")) == 2
    assert "other.txt" in words_of(tree)
    assert_links_lead_somewhere(tree)


def test_rows_of_nulls_are_shown() -> None:
    """Columns that are null, or not there, leave gaps and never the word None."""
    bare = {"claim_id": "1" * 16, "article_id": "a" * 16}
    nulls = dict.fromkeys(("quote", "sentence", "claimant", "kind", "start_char", "end_char", "reasons", "priority"))
    tree = page(
        flagged=[bare, bare | nulls | {"claim_id": "2" * 16}], articles=[{"article_id": "a" * 16, "text": None}]
    )

    assert "None" not in words_of(tree.find("body"))
    assert "No headline, byline, date, outlet or address is known." in words_of(tree)
    assert "The article has no text." in words_of(tree)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({}, "No article was read"),
        ({"articles": [article("Hello.")]}, "No claim was found in 1 article"),
        ({"articles": [article("Hello.")]}, "No claim was found in this article."),
        (
            {"articles": [article("Hello.")], "claims": [claim("Hello.", 0, 5)]},
            "No claim needs verifying outside the articles, of 1 claim found in 1 article",
        ),
        (
            {"articles": [article("Hello.")], "flagged": [flagged("Hello.", 0, 5)]},
            "1 sentence to verify, with 1 of 1 claim found in 1 article",
        ),
        ({"refused": [{"name": "x.pdf", "rule": "not text", "value": "%PDF"}]}, "1 input refused"),
        ({"refused": [{"name": "x.pdf", "rule": "not text", "value": "%PDF"}]}, "Next Mend the input"),
        ({"run": {"run_id": "ab12", "claims": 2000, "seconds": 1.25}}, "run ab12"),
    ],
)
def test_what_there_is_not_is_said(rows: dict[str, object], said: str) -> None:
    """Nothing found, nothing flagged and inputs refused are said in words."""
    assert said in words_of(page(**rows))


def test_two_thousand_claims() -> None:
    """All links of a report of 2,000 claims hold; `bench.small` says what it costs."""
    text = "\n".join(f"In village {number} there were {number} people hurt." for number in range(2000))
    spans = [found.span() for found in re.finditer(r"\d+ people hurt", text)]
    rows = [flagged(text, *span, sentence=text[slice(*span)], sentence_start=span[0]) for span in spans]
    source = render_html(FlaggedReport("Many", MADE_AT, flagged=rows, articles=[article(text)]))
    tree = html.document_fromstring(source.encode())

    assert len(tree.xpath("//tbody/tr[@id]")) == 2000
    assert_links_lead_somewhere(tree)
    assert_linked_both_ways(tree, [str(row["claim_id"]) for row in rows])


def test_the_page_needs_nothing_beside_it() -> None:
    """The file runs no script and loads no font, image or style, and says so to the browser."""
    source = render_html(FlaggedReport("Report", MADE_AT, articles=[article("A line.", url="https://paper.example/")]))
    tree = html.document_fromstring(source.encode())

    assert not tree.xpath("//script | //link | //*[@src] | //*[@style] | //meta[@http-equiv='refresh']")
    assert not re.search(r"url\(|@import|@font-face", source)
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_the_page_can_be_read_aloud() -> None:
    """Language, landmarks, a skip link, a caption and the scope of headers are there for those who listen."""
    tree = page(flagged=[flagged("Hello.", 0, 5)], articles=[article("Hello.", language="en-GB")])

    assert tree.get("lang") == "en"
    assert [len(tree.xpath(f"//{mark}")) > 0 for mark in ("header", "nav", "main", "footer", "article")] == [True] * 5
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert tree.xpath("//table/caption")
    assert set(tree.xpath("//th/@scope")) == {"col", "row", "rowgroup"}
    assert len(tree.xpath("//th[@scope]")) == len(tree.xpath("//th"))
    assert tree.xpath("//div[@class='text']/@lang") == ["en-GB"]
    for label in tree.xpath("//@aria-labelledby"):
        assert tree.get_element_by_id(label) is not None


def palettes() -> Iterator[dict[str, str]]:
    """Yield the colours of the light and of the dark page."""
    css = (Path(__file__).parents[1] / "reports" / "palette.css").read_text(encoding="utf-8")
    for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL):
        yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", list(palettes()), ids=["light", "dark"])
def test_colours_can_be_read(palette: dict[str, str]) -> None:
    """Every text colour has a contrast of 4.5 or more to what it stands on, light and dark."""
    pairs = [(fore, back) for fore in ("ink", "soft", "link") for back in ("paper", "sheet", "target")]
    for family in ("people", "money", "source", "number", "time", "law", "other"):
        pairs += [(family, f"{family}-tint"), ("ink", f"{family}-tint")]

    assert {
        pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2)
        for pair in pairs
        if contrast(palette[pair[0]], palette[pair[1]]) < 4.5
    } == {}


def test_the_question_is_one_ordered_select() -> None:
    """The report's SQL is one SELECT from the view, item by item, the most urgent first, and repeated claims once."""
    sql = flagged_claims_sql()

    assert sql.count(";") == 0
    assert re.search(
        r"FROM flagged_claims\s+JOIN .+\s+WHERE repeats IS NULL AND replaced_by IS NULL\s+ORDER BY item_priority DESC, article_id, item",
        sql,
    )


def test_a_row_asks_one_thing_and_folds_the_words_that_stand_beside_it() -> None:
    """What is asked opens the row, and the whole question is there to be sent; a question of another shape stands whole."""
    lead, asked = (
        "In the story “Ferry” it says: “Twelve “dead” men.”",
        "Is the figure “Twelve” right, and by whose count?",
    )
    rows = [
        flagged("Twelve “dead” men.", 0, 6, claim_id="a" * 16, item="a" * 16, question=f"{lead} {asked}"),
        flagged("Twelve “dead” men.", 7, 13, claim_id="b" * 16, item="b" * 16, question="Who counts them?"),
    ]
    tree = page(flagged=rows, articles=[article("Twelve “dead” men.")])

    (folded,) = tree.xpath("//details[@class='question']")
    assert folded.xpath("summary")[0].text_content() == asked
    assert folded.xpath("p")[0].text_content() == f"{lead} {asked}"
    assert tree.xpath("//p[@class='question']")[0].text_content() == "Who counts them?"


def test_items_stand_story_by_story_and_stories_by_what_most_hangs_on() -> None:
    """Versions of a page and pages with its text are one story, told once with its outlets; another article is another."""
    told = [("a", "p", "a", 1.5), ("b", "p", "b", 2.9), ("c", "q", "b", 1.0), ("d", "r", "d", 2.0)]
    rows = [
        flagged(
            "Hello.",
            0,
            5,
            claim_id=name * 16,
            article_id=name * 16,
            priority=priority,
            title=f"T{name}",
            outlet=f"O{name}",
        )
        for name, _, _, priority in told
    ]
    articles = [
        article("Hello.", article_id=name * 16, page_id=page_id, origin_id=origin) for name, page_id, origin, _ in told
    ]
    tree = page(flagged=rows, articles=articles)
    stories = tree.xpath("//tbody[.//tr[contains(@class, 'story')]]")
    assert [each.xpath(".//tr[@id]/@id") for each in stories] == [
        [f"claim-{name * 16}" for name in "bac"],
        [f"claim-{'d' * 16}"],
    ]
    assert words_of(stories[0].xpath(".//tr")[0]) == "Tb Ob, Oa, Oc; 3 sentences"
    assert [each.text for each in tree.xpath("//tr/th/*[@class='number']")] == ["1", "2", "3", "4"]


def test_every_number_of_a_reason_is_there() -> None:
    """Where many sentences have one reason, "and 8 more" opens onto the rest."""
    text = "\n".join(f"In village {number} there were {number} people hurt." for number in range(20))
    spans = [found.span() for found in re.finditer(r"\d+ people hurt", text)]
    rows = [flagged(text, *span, sentence=text[slice(*span)], sentence_start=span[0]) for span in spans]
    tree = page(flagged=rows, articles=[article(text)])
    (further, *_) = tree.xpath("//*[@class='further']")
    assert words_of(further).startswith("and 8 more")
    assert len(further.xpath(".//a")) == 8
    assert_links_lead_somewhere(tree)
