"""Lists of addresses are read as far as they can be, and no list does harm."""

import gzip
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.unreadable import Unreadable
from flows.feeds import Listing, form_of, read_listing, unpacked
from flows.watch import Cost, watched
from tests.site.routes import ATOM, LOLS, OUTSIDE, item, rss

HERE = "https://news.example/feeds/today.xml"


def listing_of(content: str | bytes, most: int = 1_000) -> Listing:
    """Read a list as it would be found at HERE."""
    data = content.encode() if isinstance(content, str) else content
    form = form_of(data)
    assert form is not None
    return read_listing(data, form, HERE, most=most)


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ('<?xml version="1.0"?><rss version="2.0">', "feed"),
        ("\ufeff\n <!-- <html> was here --> <rss>", None),  # what comes first decides, also in a comment
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', "feed"),
        ("<urlset>", "sitemap"),
        ("<sm:urlset xmlns:sm='x'>", "sitemap"),
        ("<sitemapindex>", "sitemap index"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "json feed"),
        ('{"version":"https:\\/\\/jsonfeed.org\\/version\\/1"}', "json feed"),
        ('{"text": "An article"}', None),
        ("<!doctype html><html><body><rss>", None),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', None),
        ("Twelve people were hurt.", None),
        ("", None),
    ],
)
def test_the_sort_of_a_list_is_told_by_its_content(head: str, form: str | None):
    """Types and endings lie; the first element does not."""
    assert form_of(head.encode()) == form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str):
    """The declared encoding and byte order marks count."""
    name = encoding.removesuffix("-sig")
    feed = rss(item("/a", "Café"), prologue=f'<?xml version="1.0" encoding="{name}"?>')
    assert [entry.title for entry in listing_of(feed.encode(encoding)).entries] == ["Café"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("story", "https://news.example/feeds/story"),
        ("/story", "https://news.example/story"),
        ("//other.example/story", "https://other.example/story"),
        ("https://NEWS.example:443/story#part", "https://news.example/story"),
        (" https://news.example/story ", "https://news.example/story"),
        ("javascript:alert(1)", None),
        ("mailto:desk@news.example", None),
        ("", None),
    ],
)
def test_relative_links_are_meant_from_the_feed(link: str, found: str | None):
    """As a browser would follow them; what is no web address is counted."""
    listing = listing_of(rss(f"<item><title>A</title><link>{link}</link></item>"))
    assert [entry.url for entry in listing.entries] == ([found] if found else [])
    assert listing.nameless == (0 if found else 1)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Mon, 04 May 2026 08:00:00 GMT", datetime(2026, 5, 4, 8, tzinfo=UTC)),
        ("Mon, 4 May 2026 10:00:00 +0200", datetime(2026, 5, 4, 8, tzinfo=UTC)),
        ("2026-05-04T08:00:00Z", datetime(2026, 5, 4, 8, tzinfo=UTC)),
        ("Mon, 04 May 2026 04:00:00 EDT", datetime(2026, 5, 4, 8, tzinfo=UTC)),
        ("yesterday", None),
        ("1" * 500, None),
        ("", None),
    ],
)
def test_dates_of_publication(words: str, moment: datetime | None):
    """The forms that feeds write; nonsense is no date."""
    [entry] = listing_of(rss(item("/a", published=words))).entries
    assert entry.published_at == moment


def test_an_update_is_no_publication():
    """Atom's `updated` says when the page was edited last."""
    [entry] = listing_of(ATOM.replace("<published>", "<other>").replace("</published>", "</other>")).entries
    assert entry.published_at is None


def test_atom_says_who_wrote_it_and_titles_lose_their_markup():
    """What the feed says stands in for what the page does not."""
    [entry] = listing_of(ATOM).entries
    assert (entry.url, entry.title, entry.byline) == (
        "https://news.example/listed/atom",
        "From the feed",
        "Ann Quist",
    )


def test_entries_beyond_the_most_are_counted():
    """Nothing is left out in silence."""
    listing = listing_of(rss("".join(item(f"/{n}") for n in range(30))), most=12)
    assert (len(listing.entries), listing.left_out) == (12, 18)


@pytest.mark.parametrize("prologue", [LOLS, OUTSIDE])
def test_entities_stand_for_nothing(prologue: str):
    """Neither do they grow, nor do they read files; the words beside them stay."""
    tracemalloc.start()
    [entry] = listing_of(rss(item("/a", "be&lol9;&out;fore"), prologue=prologue)).entries
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert entry.title == "before"
    assert peak < 20_000_000


HOSTILE = {
    "line breaks without end": b"\n" * 5_000_000 + b"<rss><channel/></rss>",
    "elements in elements": b"<rss>" + b"<a>" * 1_000_000,
    "elements that do not end": b"<rss><channel><item><title>x" + b"<a " * 1_000_000,
    "sections that do not end": b"<rss><channel><item><link>http://a.b/" + b"<![CDATA[" * 300_000,
    "a title of ampersands": b"<rss><channel><item><link>/a</link><title>" + b"& " * 1_000_000,
    "a title of escaped tags": b"<rss><channel><item><link>/a</link><title>" + b"&lt;b " * 300_000,
    "a date of digits": b"<rss><channel><item><link>/a</link><pubDate>" + b"1" * 1_000_000,
    "attributes without end": b"<rss><channel><item " + b"a='b' " * 300_000,
    "declarations without end": b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 300_000 + b"]><rss/>",
    "entries without end": b"<rss><channel>" + b"<item><link>/a</link></item>" * 100_000,
    "addresses without end": b"<urlset>" + b"<url><loc>/a</loc></url>" * 200_000,
    "JSON in JSON": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 500_000,
    "items that are none": b'{"version":"https://jsonfeed.org/version/1","items":[1,null,"a",[],{}]}',
    "JSON that is none": b'{"version":"https://jsonfeed.org/version/1"',
}


@pytest.mark.parametrize("name", HOSTILE, ids=list(HOSTILE))
def test_hostile_lists_keep_the_budget_of_an_article(name: str):
    """Each is read or refused before the watch would end it."""
    content = HOSTILE[name]
    with watched(Cost()), suppress(Unreadable):
        if form := form_of(content):
            read_listing(content, form, HERE)


def test_packed_lists_are_bounded():
    """A small packet may hold much."""
    with pytest.raises(Unreadable, match="it unpacks to more than 1 MB"):
        unpacked(gzip.compress(bytes(2_000_000)), HERE, 1_000_000)
    with pytest.raises(Unreadable, match="damaged"):
        unpacked(b"\x1f\x8bdamaged", HERE, 1_000_000)


PIECES = st.sampled_from([
    "<rss>", "</rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<title>", "<![CDATA[", "]]>", "&", "&amp;",
    "&lol;", "&eacute;", "<entry>", "<link href='/a'/>", "<feed>", "<urlset>", "<url>", "<loc>", "<!--", "-->", "<?x?>",
    "https://news.example/a", "\x00", "\x0b", "\ud7ff", "é", "<a:b>", "<", ">", "'", '"', " ",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["<rss>", "<feed>", "<urlset>", "<sitemapindex>", '{"version":"https://jsonfeed.org/version/1",']),
       st.lists(PIECES, max_size=30))  # fmt: skip
@example("<rss>", [])
@example("<rss>", ["<entry>", "<feed>", "<link>", "<item>"])
def test_whatever_a_list_holds_it_is_read_or_refused(head: str, pieces: list[str]):
    """No content of a list raises anything but the refusal, and every entry is a web address."""
    content = (head + "".join(pieces)).encode("utf-8", "surrogatepass")
    form = form_of(content)
    assert form is not None
    try:
        listing = read_listing(content, form, HERE)
    except Unreadable:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in listing.entries)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_sort_have_a_form_or_none(content: bytes):
    """Telling the sort never fails."""
    form_of(content)
