"""Fact-checks of others from the web: a page, a data feed, a feed of pages; each address is asked once."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from flows.earlier_checks import Earlier, import_fact_checks
from flows.settings import Settings
from tests.site.routes import item, leading, rss, sending
from tests.site.server import Site
from warehouse.store import open_warehouse, read_rows


def check(url: str, claim: str = "The port has nine cranes.") -> dict[str, object]:
    """A ClaimReview of a page."""
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "claimReviewed": claim,
        "author": {"@type": "Organization", "name": "Port Checks"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": 1,
            "worstRating": 1,
            "bestRating": 5,
        },
    }


def page(review: dict[str, object]) -> str:
    """A page that shows and holds a ClaimReview."""
    script = f'<script type="application/ld+json">{json.dumps(review)}</script>'
    return f"<html><head>{script}</head><body>{review['claimReviewed']} False.</body></html>"


@pytest.fixture
def imported(settings: Settings) -> Callable[..., Earlier]:
    """What imports addresses into the live file."""
    opener = partial(open_warehouse, settings.live)
    return lambda *urls: import_fact_checks(urls, settings, opener)[0]


def test_a_page_comes_in_with_what_it_shows(site: Site, imported: Callable[..., Earlier]):
    """A sound one breaks no rule; one that leads on says so."""
    site.routes["/check/a"] = sending(page(check(f"{site.url}/check/a")))
    site.routes["/check/old"] = leading(301, "{site}/check/new")
    site.routes["/check/new"] = sending(page(check(f"{site.url}/check/old", "The port has ten cranes.")))
    earlier = imported(f"{site.url}/check/a", f"{site.url}/check/old")
    assert len(earlier.rows) == 2
    [fault] = earlier.faults
    assert f"url: it leads on to {site.url}/check/new. Write the address where it ends" in fault
    assert earlier.refused == []


def test_a_data_feed_comes_in(site: Site, imported: Callable[..., Earlier]):
    """JSON-LD with many reviews in it."""
    feed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "item": [check(f"https://port.example/{at}", f"Claim {at}.")]} for at in range(3)
        ],
    }
    site.routes["/checks.json"] = sending(json.dumps(feed), kind="application/ld+json")
    assert len(imported(f"{site.url}/checks.json").rows) == 3


def test_a_feed_of_pages_comes_in_and_its_faults_are_told(
    site: Site, imported: Callable[..., Earlier], settings: Settings
):
    """Each page is asked once; one without a review and one that is gone are refused; every request is kept."""
    site.routes["/check/one"] = sending(page(check(f"{site.url}/check/one", "One crane.")))
    site.routes["/check/none"] = sending("<html><body>A story.</body></html>")
    links = [f"{site.url}/check/{name}" for name in ("one", "one", "none", "gone")]
    site.routes["/checks.rss"] = sending(rss("".join(map(item, links))), kind="application/rss+xml")
    before = site.hits["/check/one"]
    earlier = imported(f"feed:{site.url}/checks.rss")
    assert [row["claim_reviewed"] for row in earlier.rows.values()] == ["One crane."]
    assert site.hits["/check/one"] == before + 1
    assert sorted(each.name.rpartition("/")[2] for each in earlier.refused) == ["gone", "none"]
    with open_warehouse(settings.live) as warehouse:
        kinds = read_rows(warehouse, "SELECT kind, outcome FROM fetches ORDER BY kind").rows()
        runs = read_rows(warehouse, "SELECT flow, note FROM runs").rows()
    assert ("feed", "ok") in kinds
    assert ("page", "ok") in kinds
    assert (None, "gone") in kinds
    assert runs == [("import", "earlier fact-checks: 1 new, 0 known, 2 refused")]
