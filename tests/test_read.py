"""Bytes to articles. New examples go into tests/cases/read."""

import gzip
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.bylines import bare_byline
from claims.ids import article_id_of, claim_id_of, id_of, page_id_of
from claims.metadata import moment_of, web_address
from claims.model import Article
from claims.read import Unreadable, read_articles
from claims.read_text import clean_text
from claims.text.lines import read_lines

CASES = Path(__file__).parent / "cases" / "read"
STORY = "The council said on Tuesday that 12 people died in the floods, and that 300 houses were lost."


def cases_in(name: str, keys: set[str]) -> list[dict[str, Any]]:
    """Read a table of cases; a key that is not known fails."""
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    for case in cases:
        assert set(case) <= keys, f"{name}: {case}"
    return cases


def read_one(data: bytes, name: str, **told: str) -> Article:
    """Return the only article of an input."""
    (article,) = read_articles(data, name, **told)
    assert isinstance(article, Article), str(article)
    return article


METADATA = ("title", "byline", "outlet", "url", "language", "published_at", "published_basis")


@pytest.mark.parametrize(
    "case", cases_in("pages", {"file", "found_at", "has", "has_not", *METADATA}), ids=lambda case: case["file"]
)
def test_pages_give_their_words_and_what_they_say_of_themselves(case: dict[str, Any]) -> None:
    """Main text without furniture or scripts; metadata as declared, and None where nothing is declared."""
    article = read_one((CASES / case["file"]).read_bytes(), case["file"], url=case.get("found_at"))

    assert {key: getattr(article, key) for key in METADATA} == {key: case.get(key) for key in METADATA}
    assert [words for words in case["has"] if words not in article.text] == []
    assert [words for words in case["has_not"] if words in article.text] == []
    assert article.read_by == "html"


PLAIN = (
    "The north shed of Ostby harbour was found empty on Sunday morning, and the tea that was kept in it has not been seen since.",
    "A night watchman said he had heard lorries at about three, but thought nothing of it, since the ferry was due at dawn.",
    "The harbour master told reporters that the lock had been opened with a key, and that few people had ever been given one.",
    "Insurers sent two inspectors, who walked through the shed for an hour and left without a word to the dockers at the gate.",
)
KIND_KEYS = {"kind", "head", "top", "body", "url", "has", "lacks", "captions", "title", "byline", "published"}


@pytest.mark.parametrize("case", cases_in("page_kinds", KIND_KEYS), ids=lambda case: case["kind"])
def test_what_pages_mean_by_their_markup(case: dict[str, Any]) -> None:
    """Linked, hidden, struck and raised words, captions, moments of publication, titles and bylines are read as meant."""
    first, second, third, fourth = (f"<p>{words}</p>" for words in PLAIN)
    page = (
        f"<html><head><title>Tea lost in the north shed</title>{case.get('head', '')}</head><body><article>"
        f"<h1>Tea lost in the north shed</h1>{case.get('top', '')}{first}{second}{case.get('body', '')}{third}{fourth}"
        "</article></body></html>"
    )
    article = read_one(page.encode(), "page.html", **({"url": case["url"]} if "url" in case else {}))

    text = article.text
    assert [words for words in PLAIN if words not in text] == []
    assert [words for words in case.get("has", []) if words not in text] == []
    assert [words for words in case.get("lacks", []) if words in text] == []
    captions = [article.text[line.start : line.end] for line in read_lines(article.text) if line.kind == "caption"]
    assert captions == case.get("captions", [])
    assert article.title == case.get("title", "Tea lost in the north shed")
    assert article.byline == case.get("byline")
    if "published" in case:
        assert (f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else "none") == case["published"]


@pytest.mark.parametrize(
    "case", cases_in("refusals", {"name", "content", "hex", "times", "rule"}), ids=lambda case: case["name"]
)
def test_what_is_no_article_is_refused_with_its_rule(case: dict[str, Any]) -> None:
    """The refusal is one line that names the input, the rule and the next step."""
    data = case["content"].encode() if "content" in case else bytes.fromhex(case["hex"])

    (refusal,) = read_articles(data * case.get("times", 1), case["name"])

    assert isinstance(refusal, Unreadable)
    assert case["rule"] in str(refusal)
    assert str(refusal).startswith(case["name"])
    assert refusal.next_step
    assert "\n" not in str(refusal)


@pytest.mark.parametrize("case", cases_in("moments", {"printed", "utc"}), ids=lambda case: str(case["printed"]))
def test_moments_are_read_or_left(case: dict[str, Any]) -> None:
    """A moment is read where one reading fits, and None otherwise."""
    assert moment_of(case["printed"]) == case.get("utc")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "a.txt"), ("utf-8-sig", "a.txt"), ("utf-16", "a.txt"), ("utf-32", "a.txt"), ("cp1252", "a.txt")],
)
def test_encodings_of_plain_text(encoding: str, name: str) -> None:
    """Marks of order are obeyed, and Western text that is not UTF-8 is read as cp1252."""
    text = "The café’s owner paid £5m – “too much” – in May."

    assert read_one(text.encode(encoding), name).text == text


def test_a_page_may_declare_its_encoding() -> None:
    """UTF-8 comes first, whatever is declared; then the declared one."""
    words = "日本の首相は火曜日に東京で五千億円の投資計画を発表した。委員会は来月これを審議する。"
    page = f"<html><head><meta charset=Shift_JIS></head><body><p>{words}</p><p>{STORY}</p></body></html>"

    assert words in read_one(page.encode("shift_jis"), "a.html").text
    assert words in read_one(page.encode("utf-8"), "a.html").text


def test_text_is_kept_clean() -> None:
    """Newlines become one sign, controls and unseen marks go, lost halves of characters are shown as such."""
    assert clean_text("\ufeffA\r\nb\rc\u2028d\x00\x1b\u200b\xad e\ud800 \x93q\x94\n") == "A\nb\nc\nd e\ufffd “q”"


def test_records_go_by_the_usual_names_of_their_keys() -> None:
    """A record's words and metadata are found under the usual synonyms, the date with basis `record`."""
    article = read_one(
        json.dumps({
            "id": 7, "headline": "Sea wall", "Body": STORY, "datePublished": "2025-10-29", "authors": ["Ama Mensah", "Jo Holm"],
            "publisher": {"@type": "Organization", "name": "The Merrow Herald"}, "inLanguage": "en-US",
            "link": "https://herald.example/wall#top",
        }).encode(),
        "wall.json",
    )  # fmt: skip

    assert article.text == STORY
    assert article.name == "7"
    assert (article.title, article.byline, article.outlet) == ("Sea wall", "Ama Mensah, Jo Holm", "The Merrow Herald")
    assert (article.url, article.language) == ("https://herald.example/wall", "en")
    assert (article.published_at, article.published_basis) == (datetime(2025, 10, 29, tzinfo=UTC), "record")


def test_bad_lines_do_not_cost_the_good_ones() -> None:
    """Each line of a .jsonl is read by itself, and a bad one is told by its number."""
    lines = [b'{"text": "One."}', b"{bad", b"", b'{"title": "x"}', b'{"text": "Tw\xff"}', b'{"text": "Three."}']
    found = list(read_articles(b"\n".join(lines), "wire.jsonl"))

    assert [article.text for article in found if isinstance(article, Article)] == ["One.", "Three."]
    refused = [str(refusal).split(":")[0] for refusal in found if isinstance(refusal, Unreadable)]
    assert refused == ["wire.jsonl, line 2", "wire.jsonl, record 4", "wire.jsonl, line 5"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "One."}, {"text": "Two."}]',
        '{"articles": [{"text": "One."}, {"text": "Two."}]}',
        '{"text": "One."}\n{"text": "Two."}\n',
    ],
)
def test_a_json_file_may_hold_many_records(content: str) -> None:
    """A list, an object around a list, and an object per line give the same articles."""
    assert [article.text for article in read_articles(content.encode(), "wire.json")] == ["One.", "Two."]


def test_markup_in_a_record_becomes_lines() -> None:
    """Feeds put HTML into their text: blocks become lines, scripts go."""
    words = "<p>One &amp; two.</p><script>x()</script><div>Three<br>four.</div>"

    assert read_one(json.dumps({"content": words}).encode(), "a.json").text.split() == [
        "One",
        "&",
        "two.",
        "Three",
        "four.",
    ]


def test_gzip_is_read_as_what_it_holds() -> None:
    """A gzipped input gives the same articles; one that unpacks beyond the limit is refused, and quickly."""
    assert read_one(gzip.compress(STORY.encode()), "a.txt.gz").text == STORY
    lines = b'{"text": "' + b"a" * 25_000_000 + b'"}\n{"text": "Short."}\n'
    refusal, article = read_articles(gzip.compress(lines, 1), "a.jsonl.gz")
    assert "one article may have 20" in str(refusal)
    assert isinstance(article, Article)
    (refusal,) = read_articles(gzip.compress(bytes(100_000_000).replace(b"\0", b"a"), 1), "a.txt.gz")
    assert "it unpacks to more than 20 MB" in str(refusal)


def test_content_settles_what_the_name_does_not_say() -> None:
    """Pages and records are known by how they begin; a page saved as .txt is a page."""
    page = (CASES / "story.html").read_bytes()

    assert read_one(page, "-").read_by == "html"
    assert read_one(page, "story.txt").read_by == "html"
    assert read_one(b'{"text": "One."}', "https://herald.example/api/7").read_by == "record"
    assert read_one(STORY.encode(), "-").read_by == "text"


@pytest.mark.parametrize(
    "markup",
    [
        (
            '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
            "<html><body><p>STORY</p><p>&c;</p></body></html>"
        ),
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>STORY</p><p>&x;</p></body></html>',
        "<html><body><p>STORY</p>" + "<b>" * 20_000 + "x</body></html>",
        "<html><body><p>STORY</p><script type='application/ld+json'>" + "[" * 100_000 + "</script></body></html>",
        "<html><body><p>STORY</p><p>" + "word " * 50_000 + "</p></body></html>",
        "<html><body><p>\0STORY\x08</p></body></html>",
        "<html><head><link rel=canonical href='http://[bad'><meta name=date content='\0'></head><body><p>STORY</p></body></html>",
    ],
    ids=["entities", "outside entity", "deep", "deep json-ld", "250 KB line", "controls", "bad metadata"],
)
def test_hostile_pages_are_read_as_words(markup: str) -> None:
    """Entities stay words, depth and length do not stop the reading, nothing outside is fetched."""
    article = read_one(markup.replace("STORY", STORY).encode(), "a.html")

    assert STORY in article.text
    assert "hahaha" not in article.text
    assert "<" not in article.text


def test_ids_follow_what_the_thing_is() -> None:
    """The same page with other words is a new article of that page; the outlet that the caller names wins."""
    first, again = read_one(b"One.", "a.txt", outlet="Herald"), read_one(b"One.", "a.txt", outlet="Herald")
    edited, elsewhere = read_one(b"Two.", "a.txt", outlet="Herald"), read_one(b"One.", "a.txt", outlet="Wire")

    assert (first.page_id, first.article_id) == (again.page_id, again.article_id)
    assert first.page_id == edited.page_id
    assert first.article_id != edited.article_id
    assert first.page_id != elsewhere.page_id


def test_a_bare_id_counts_within_its_file() -> None:
    """Record 1 of two archives is two pages, also when one is packed again; a doc_id is one page everywhere."""
    bare, told = b'{"id": "1", "text": "One."}', b'{"doc_id": "1", "text": "One."}'

    assert read_one(bare, "in/a.jsonl").page_id == read_one(gzip.compress(bare), "out/a.jsonl.gz").page_id
    assert read_one(bare, "a.jsonl").page_id != read_one(bare, "b.jsonl").page_id
    assert read_one(told, "a.jsonl").page_id == read_one(told, "b.json").page_id


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("HTTPS://Herald.Example:443/A?b=1#c", "https://herald.example/A?b=1"),
        ("http://herald.example", "http://herald.example/"),
        ("http://herald.example:8080/a", "http://herald.example:8080/a"),
        ("http://user:word@herald.example/a", "http://herald.example/a"),
        ("javascript:alert(1)", None),
        ("http://[bad", None),
        ("http://a.example:99999/", None),
        ("not an address", None),
        ("", None),
    ],
)
def test_addresses(printed: str, address: str | None) -> None:
    """Only web addresses count; host in lower case, no fragment, no login."""
    assert web_address(printed) == address


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_ids_are_stable_and_differ_by_their_parts(parts: list[str], others: list[str]) -> None:
    """Ids are 16 hex digits, the same each time; other parts give another id."""
    assert len(id_of(*parts)) == 16
    assert int(id_of(*parts), 16) >= 0
    assert id_of(*parts) == id_of(*parts)
    if parts != others and not any("\x1f" in part for part in parts + others) and parts and others:
        assert id_of(*parts) != id_of(*others)


def test_ids_do_not_change_between_releases() -> None:
    """Stored rows are found again only while these hold."""
    page = page_id_of("a.txt", "Herald")

    assert page == "319d03e72faf4854"
    assert page_id_of("a.txt", None, "https://herald.example/") == "b8472af6efc02e1f"
    assert article_id_of(page, "One.") == "851c107ece1fef16"
    assert claim_id_of("0" * 16, "money", 3, 9) == "3bdad7ae67b973d1"


@settings(max_examples=200)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    st.sampled_from(["a.txt", "a.json", "a.jsonl", "-", "a.gz"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Nothing but articles and refusals comes out, whatever goes in; texts are clean."""
    for found in read_articles(data, name):
        assert isinstance(found, Article | Unreadable)
        if isinstance(found, Article):
            assert found.text == clean_text(found.text) != ""
            found.text.encode()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<b",
                ">",
                "&lt;",
                "&#0;",
                "<!--",
                "<script>",
                "word",
                "\0",
                "<meta charset=x>",
                STORY,
            ]
        )
    )
)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    """The same for pages."""
    for found in read_articles(("<html>" + " ".join(pieces)).encode(), "a.html"):
        assert isinstance(found, Article | Unreadable)


def test_a_page_that_states_two_dates_keeps_both():
    """The more trusted declaration dates it; another day in another declaration is a conflict, the same day is none."""
    page = """<html><head><script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2025-10-28T08:00:00Z"}}</script>
    <meta property="article:published_time" content="{}"></head><body><article><p>{}</p></article></body></html>"""
    words = "The council said that it had bought 40 buses for the coast and that they would run from May. " * 4
    conflicts = []
    for day in ("2025-10-28", "2025-10-29T06:00:00+02:00", "2025-11-03"):
        (article,) = read_articles(page.format(day, words).encode(), "page.html")
        assert isinstance(article, Article)
        assert (article.published_basis, str(article.published_on)) == ("json-ld", "2025-10-28")
        conflicts.append(article.published_conflicts)

    assert conflicts == [(), (), ("meta: 2025-11-03 00:00 UTC, not that of json-ld",)]


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        ("By Ada Okoye", "Ada Okoye"),
        ("Author: Ben Roth", "Ben Roth"),
        ("Article by", None),
        ("No Author", None),
        ("Follow", None),
        ("Byron Bay", "Byron Bay"),
        ("Ada Okoye, Staff writer, The Merrow Herald", "Ada Okoye"),
        ("Ada Okoye, Health Editor, and Ben Roth", "Ada Okoye, and Ben Roth"),
        ("Ada Okoye / Reuters", "Ada Okoye / Reuters"),
        ("Our Correspondent", None),
        ("Claire Staff; Sam Writer-Jones", "Claire Staff; Sam Writer-Jones"),
        (None, None),
    ],
)
def test_a_byline_is_a_name_without_its_label(printed: str | None, byline: str | None) -> None:
    """What a page's template prints before the name, or in its place, is nobody's name."""
    assert bare_byline(printed) == byline


HEAD = "Mill burns at Dunmere"
BODY = "The fire killed 17 people on Monday, police said."


@pytest.mark.parametrize(
    ("top", "title", "byline", "day"),
    [
        (f"{HEAD}\nBy Ada Holt\n9 June 2025\n\n", HEAD, "Ada Holt", "2025-06-09"),
        (f"{HEAD}\n\nJune 9, 2025\n\nBY ADA HOLT\n\n", HEAD, "ADA HOLT", "2025-06-09"),
        (f"{HEAD}\n9 June 2025\n", HEAD, None, "2025-06-09"),
        (f"{HEAD}\nBy Ada Holt\n", HEAD, "Ada Holt", None),
        (f"{HEAD}\n", None, None, None),  # it may be the body's first paragraph
        ("It burned.\nBy Ada Holt\n9 June 2025\n", None, None, None),
        (f"{HEAD}\nBy 2025 the mill had closed.\n9 June 2025\n", None, None, None),
        (f"{HEAD}\n9/6/2025\n", None, None, None),  # which of the two is the month?
        ("9 June 2025\n", None, None, None),
    ],
)
def test_the_top_of_a_text_is_read_where_it_is_surely_one(
    top: str, title: str | None, byline: str | None, day: str | None
):
    """Headline, byline and day, each alone on its line; the text keeps them, and what may be the story's own is left."""
    article = read_one(f"{top}{BODY}\nIt was the second in a year.\n".encode(), "mill.txt")
    assert (article.title, article.byline) == (title, byline)
    assert (str(article.published_on) if article.published_on else None) == day
    assert article.text.startswith(top.split("\n", maxsplit=1)[0])


def test_the_last_line_is_never_the_top():
    """A text of a headline and a day alone has no body that the day could be of."""
    assert read_one(f"{HEAD}\n9 June 2025".encode(), "mill.txt").title is None
