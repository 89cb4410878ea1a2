"""Every way in which a site may behave ends in an article, in an article that is known, or in a refusal that says why.

The cases are tests/cases/web/outcomes.toml, which docs/web.md shows.
"""

from collections.abc import Callable
from typing import Any

import pytest

from claims.model import Article
from claims.unreadable import Unreadable
from flows.web_inputs import WebReader
from tests.guards import ends
from tests.site.server import Site
from tests.site.table import PAGE, page_with_table, read_groups

CASES: list[dict[str, Any]] = [case for group in read_groups() for case in group["case"]]
KNOWN_KEYS = {
    "what", "path", "feed", "times", "class", "articles", "refused", "holds", "title", "basis", "conflict", "tries",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_what_a_site_does_has_its_outcome(case: dict[str, Any], read: Callable[..., Any], site: Site):
    """The articles, the refusals and the class are those of the table, and nothing hangs."""
    assert set(case) <= KNOWN_KEYS, "unknown key in the case file"
    url = site.url + case["path"]
    site.hits.clear()
    with ends():
        for _ in range(case.get("times", 1)):
            articles, refused, log = read(url, is_feed=case.get("feed", False))
    told = [str(each).replace(f"{url}: ", "").replace(site.url, "") for each in refused]
    assert len(told) == len(case.get("refused", [])), told
    for wanted, line in zip(case.get("refused", []), told, strict=True):
        assert wanted in line
    assert len(articles) == case.get("articles", 0)
    own = [row for row in log if row["url"] == url]
    assert [row["outcome"] for row in own] == ([case["class"]] if case["class"] else [])
    if "tries" in case:
        assert own[0]["tries"] == case["tries"]
    for article in articles:
        check_article(article, case)


def check_article(article: Article, case: dict[str, Any]) -> None:
    """Look at what the case says of its article."""
    assert case.get("holds", "") in article.text
    assert "�" not in article.text
    if "title" in case:
        assert article.title == case["title"]
    if "basis" in case:
        assert (article.published_basis or "") == case["basis"]
    if case.get("basis") == "feed":
        assert article.published_at is not None
        assert article.published_at.isoformat() == "2026-05-04T08:00:00+00:00"
    assert article.published_conflicts == ((case["conflict"],) if "conflict" in case else ())


def test_the_documented_table_is_current():
    """docs/web.md shows the cases as they are run; mend it with `python -m tests.site.table`."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_table(page)


def test_an_unchanged_page_is_the_same_article(read: Callable[..., Any], site: Site):
    """It is asked for conditionally, its body is not sent again, and it is the article that is known."""
    first, *_ = read(f"{site.url}/conditional")
    again, _, log = read(f"{site.url}/conditional")
    assert site.headers["/conditional"]["If-None-Match"] == '"v1"'
    assert [article.article_id for article in first] == [article.article_id for article in again]
    assert log == []


def test_an_edited_page_is_another_article_of_the_same_page(read: Callable[..., Any], site: Site):
    """An edit makes a new version, never a new page."""
    site.hits["/edited"] = 0
    [first], *_ = read(f"{site.url}/edited")
    [second], *_ = read(f"{site.url}/edited")
    assert first.page_id == second.page_id
    assert first.article_id != second.article_id


def test_an_article_from_the_web_goes_by_its_address(read: Callable[..., Any], site: Site):
    """Name, URL and page are those of the address; a redirect's end is the page, its start the name."""
    [article], *_ = read(f"{site.url}/moved-for-good")
    assert (article.name, article.url) == (f"{site.url}/moved-for-good", f"{site.url}/story")
    [direct], *_ = read(f"{site.url}/story")
    assert article.article_id == direct.article_id


def test_every_address_of_a_list_ends_somewhere(read: Callable[..., Any], site: Site):
    """As many as are listed are read, refused, or told to be left out."""
    articles, refused, _ = read(f"{site.url}/feeds/rss", most_pages=1)
    assert len(articles) == 1
    [left_out] = refused
    assert left_out.rule == "it lists 1 entries more than the 1 that a run reads"


def test_a_page_that_two_lists_name_is_asked_once(settings: Any, site: Site):
    """The second list adds nothing to what the first one brought."""
    site.hits.clear()
    with WebReader(settings) as web:
        found = [each for name in ("rss", "as-html") for each in web.read(f"{site.url}/feeds/{name}")]
    assert sum(isinstance(each, Article) for each in found) == 1
    assert sum(isinstance(each, Unreadable) for each in found) == 1  # the dead link
    assert site.hits["/listed/rss"] == 1


def listing(site: Site, root: str, item: str, paths: list[str]) -> Callable[..., None]:
    """Return a route that sends a sitemap or an index of the paths."""
    items = "".join(f"<{item}><loc>{site.url}{path}</loc></{item}>" for path in paths)
    words = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</{root}>'
    return lambda visit: visit.send(words, kind="application/xml")


def test_an_index_of_sitemaps_has_one_bound_for_all_of_them(read: Callable[..., Any], site: Site):
    """However many lists it names, no more pages are asked than one address may lead to."""
    maps = [f"/many/map{number}.xml" for number in range(6)]
    listed = {path: [f"/many/{number}/{page}" for page in range(3)] for number, path in enumerate(maps)}
    for path, pages in listed.items():
        site.routes[path] = listing(site, "urlset", "url", pages)
        site.routes.update(dict.fromkeys(pages, site.routes["/story"]))
    site.routes["/many/index.xml"] = listing(site, "sitemapindex", "sitemap", maps)
    site.hits.clear()

    articles, refused, _ = read(f"{site.url}/many/index.xml", is_feed=True, most_pages=4)

    assert sum(count for path, count in site.hits.items() if path.startswith("/many/") and ".xml" not in path) == 4
    assert len(articles) == 4
    assert refused[-1].rule == "it lists 6 entries more than the 4 that a run reads"
