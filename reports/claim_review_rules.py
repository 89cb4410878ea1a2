"""The rules of ClaimReview, one small function each: what search engines require of it, what they advise.

A finding names the property, the rule that it breaks and the next step. What no program can see (that the site has a
policy of corrections, that it is no political body) stays with the people who publish.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.json_ld import Node, addresses, day_of, first, names_schema_org, number, types, values, words
from reports.visible import host_of, safe_url
from schemas.ratings import SCALE_BEST, SCALE_WORDS, SCALE_WORST

LONGEST_CLAIM = 75  # characters that are shown whole
MEDIA_CATEGORIES = (
    "DecontextualizedContent", "EditedOrCroppedContent", "OriginalMediaContent", "SatireOrParodyContent",
    "StagedContent", "TransformedContent",
)  # fmt: skip
_ISO_DAY = "Write it as YYYY-MM-DD"
_CHECKERS = ("Organization", "Person", "NewsMediaOrganization", "NewsOrganization", "NGO")
_CLAIMANTS = (*_CHECKERS, "Corporation", "GovernmentOrganization", "PoliticalParty", "EducationalOrganization")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken: `must` keeps a review from being shown at all, `should` only makes it poorer."""

    code: str
    level: Literal["must", "should"]
    where: str  # the property, as a path
    rule: str
    next_step: str

    def told_of(self, name: str) -> str:
        """Return the line for people, naming the thing, the rule and the next step."""
        place = f"{name}: {self.where}" if self.where else name
        return f"{place}: {self.rule}. {self.next_step}"


@dataclass(frozen=True, slots=True)
class HostPage:
    """What is known of the page that holds the review."""

    url: str | None = None
    visible_text: str | None = None
    redirected_from: str | None = None


Rule = Callable[[Node, HostPage], Iterator[Finding]]
_ANYWHERE = HostPage()


def must(code: str, where: str, rule: str, next_step: str) -> Finding:
    """Return the finding of a rule that is required."""
    return Finding(code, "must", where, rule, next_step)


def should(code: str, where: str, rule: str, next_step: str) -> Finding:
    """Return the finding of a rule that is recommended."""
    return Finding(code, "should", where, rule, next_step)


def findings_of(review: Node, page: HostPage = _ANYWHERE) -> list[Finding]:
    """Return every rule that a ClaimReview breaks, by itself and on its page, once each."""
    return list(dict.fromkeys(finding for rule in RULES for finding in rule(review, page)))


def findings_across(reviews: Sequence[Node]) -> list[tuple[int, Finding]]:
    """Return what reviews break together, each with the number of the review: one a page, and one page for each."""
    pages: dict[str, int] = {}
    said: dict[tuple[str, str], str] = {}
    found = []
    for at, review in enumerate(reviews):
        url, claim = str(first(review, "url") or ""), (words(review, "claimReviewed") or "").casefold()
        checker = (words(first(review, "author"), "name") or "").casefold()
        if url and url in pages:
            rule = f"the page holds another ClaimReview already (number {pages[url] + 1})"
            found.append((at, must("page_has_several", "url", rule, "Give each fact-check a page of its own")))
        elif claim and said.get((claim, checker), url) != url:
            rule = f"the same review stands on {said[claim, checker]} already"
            found.append((at, must("review_on_two_pages", "url", rule, "Keep it on one page, and link to that one")))
        pages.setdefault(url, at)
        said.setdefault((claim, checker), url)
    return found


def media_findings(review: Node) -> list[Finding]:
    """Return what a MediaReview breaks, which judges a picture, sound or film, and not a claim."""
    category = str(first(review, "mediaAuthenticityCategory") or "")
    if category.rpartition("/")[2] in MEDIA_CATEGORIES:
        return []
    step = f"Write one of {', '.join(MEDIA_CATEGORIES)}"
    return [must("media_category", "mediaAuthenticityCategory", "it is none of the known categories", step)]


def context_is_schema_org(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Without its vocabulary no word of it means anything."""
    if not names_schema_org(review):
        yield must("context", "@context", "it does not name schema.org", 'Write "@context": "https://schema.org"')


def type_is_spelled(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Types are read letter by letter."""
    if "ClaimReview" not in types(review):
        yield must("type", "@type", "it is not spelled ClaimReview", 'Write "@type": "ClaimReview"')


def claim_is_said(review: Node, _page: HostPage) -> Iterator[Finding]:
    """What was checked is required, in words."""
    said, where = first(review, "claimReviewed"), "claimReviewed"
    if said is None or (isinstance(said, str) and not said.strip()):
        yield must("claim_missing", where, "it is required and missing", "Write the claim in one short sentence")
    elif not isinstance(said, str):
        yield must("claim_not_text", where, "it is not text", "Write the claim as text in quotes")


def claim_is_short(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Longer ones are cut where they are shown."""
    said = words(review, "claimReviewed") or ""
    if len(said) >= LONGEST_CLAIM:
        rule = f"it has {len(said)} characters, and {LONGEST_CLAIM} or more are cut"
        yield should("claim_long", "claimReviewed", rule, "Say it shorter, if it stays true to what was claimed")


def claim_does_not_judge(review: Node, _page: HostPage) -> Iterator[Finding]:
    """The rating belongs into the rating."""
    said = words(review, "claimReviewed") or ""
    for rating in filter(None, (words(first(review, "reviewRating"), name) for name in ("alternateName", "name"))):
        label = re.escape(rating)
        if re.search(rf"^[\[(]?{label}[\])]?\s*[:–—-]\s|(?:[:–—-]\s*|[\[(]){label}[\])]?[.!]?$", said, re.IGNORECASE):
            rule = f"it holds the rating ({rating})"
            yield must("claim_has_rating", "claimReviewed", rule, "Take the rating out; reviewRating says it")
            return


def url_is_the_page(review: Node, page: HostPage) -> Iterator[Finding]:
    """The address of the full fact-check is required; it stands on the page's own site and does not lead on."""
    url = first(review, "url")
    if url is None or url == "":
        yield must(
            "url_missing", "url", "it is required and missing", "Write the address of the page of the fact-check"
        )
        return
    if not safe_url(url):
        step = "Write the whole address, beginning with https://"
        yield must("url_not_web", "url", "it is not an address of the web", step)
        return
    host, page_host = host_of(str(url)), host_of(page.url) if page.url else None
    if page_host and not _is_within(host, page_host):
        rule = f"it is on {host}, and the page that holds it on {page_host}"
        yield must("url_elsewhere", "url", rule, "Write an address of the page's own site")
    if page.redirected_from == url and page.url != url:
        yield must("url_redirects", "url", f"it leads on to {page.url}", "Write the address where it ends")


def rating_is_given(review: Node, _page: HostPage) -> Iterator[Finding]:
    """There is no review without what it found."""
    ratings, where = values(review, "reviewRating"), "reviewRating"
    if not ratings:
        yield must(
            "rating_missing", where, "it is required and missing", "Write what the fact-check found, as a Rating"
        )
    elif len(ratings) > 1:
        yield must("rating_several", where, f"there are {len(ratings)}", "Write the one that holds for the whole claim")
    elif not hasattr(ratings[0], "get"):
        step = 'Write {"@type": "Rating", "alternateName": ...}'
        yield must("rating_not_object", where, "it is no Rating but a bare value", step)
    elif "Rating" not in types(ratings[0]):
        yield must("rating_type", f"{where}.@type", "it is not Rating", 'Write "@type": "Rating"')


def rating_says_words(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Readers are shown the words, whatever the number."""
    rating, where = first(review, "reviewRating"), "reviewRating.alternateName"
    said = first(rating, "alternateName")
    if not hasattr(rating, "get"):
        return
    if said is None or (isinstance(said, str) and not said.strip()):
        step = "Move its name there" if words(rating, "name") else "Write the rating in words, such as Mostly false"
        yield must("rating_words_missing", where, "it is required and missing", step)
    elif not isinstance(said, str):
        yield must("rating_words_not_text", where, "it is not text", "Write the rating in words, such as Mostly false")


def rating_numbers_are_numbers(review: Node, _page: HostPage) -> Iterator[Finding]:
    """A number that cannot be read is as good as none."""
    rating = first(review, "reviewRating")
    for name in ("ratingValue", "bestRating", "worstRating"):
        given = first(rating, name)
        if given is not None and number(given) is None:
            rule = f"{str(given)[:40]!r} is no number"
            step = "Write digits, with a point for decimals, or leave it out"
            yield must(f"{name}_not_number", f"reviewRating.{name}", rule, step)


def rating_is_on_its_scale(review: Node, _page: HostPage) -> Iterator[Finding]:
    """The scale begins at 1 or above, runs upwards, and holds the rating."""
    rating = first(review, "reviewRating")
    if number(first(rating, "ratingValue")) is None:
        if hasattr(rating, "get") and first(rating, "ratingValue") is None:
            step = "Write a number from worstRating to bestRating, if the rating is a place between false and true"
            yield should("value_missing", "reviewRating.ratingValue", "it is recommended and missing", step)
        return
    yield from _off_scale(rating)


def _off_scale(rating: Node) -> Iterator[Finding]:
    value, worst, best = (number(first(rating, name)) for name in ("ratingValue", "worstRating", "bestRating"))
    if worst is None or best is None:
        step = "Write both ends of the scale"
        yield should("scale_missing", "reviewRating", "bestRating or worstRating is missing, so 5 and 1 count", step)
    worst, best = SCALE_WORST if worst is None else worst, SCALE_BEST if best is None else best
    if worst < 1:
        rule = f"{worst:g} is below 1"
        yield must("worst_below_1", "reviewRating.worstRating", rule, "Number the scale from 1 upwards")
    if best <= worst:
        rule = f"{best:g} is not above the worstRating, {worst:g}"
        yield must("best_not_above_worst", "reviewRating.bestRating", rule, "Give the best rating the highest number")
    elif value is not None and not worst <= value <= best:
        rule = f"{value:g} is not between {worst:g} and {best:g}"
        step = "Write a number of the scale, or leave it out"
        yield must("value_outside_scale", "reviewRating.ratingValue", rule, step)


def rating_number_fits_words(review: Node, _page: HostPage) -> Iterator[Finding]:
    """On the documented scale each number has its words."""
    rating = first(review, "reviewRating")
    value, worst, best = (number(first(rating, name)) for name in ("ratingValue", "worstRating", "bestRating"))
    wanted = SCALE_WORDS.get((words(rating, "alternateName") or "").casefold())
    if wanted is None or value is None or (worst or SCALE_WORST, best or SCALE_BEST) != (SCALE_WORST, SCALE_BEST):
        return
    if value != wanted and SCALE_WORST <= value <= SCALE_BEST:
        rule = f"{value:g} does not mean {words(rating, 'alternateName')}, which is {wanted}"
        yield must("value_against_words", "reviewRating.ratingValue", rule, f"Write {wanted}, or other words")


def checker_is_known(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Who judges is an organisation or a person with a name or an address."""
    author = first(review, "author")
    if author is None:
        yield should("author_missing", "author", "it is recommended and missing", "Write who checked the claim")
    elif not hasattr(author, "get"):
        step = 'Write {"@type": "Organization", "name": ...}'
        yield must("author_not_object", "author", "it is a bare value", step)
    elif not set(types(author)) & set(_CHECKERS):
        yield must("author_type", "author.@type", "it is neither Organization nor Person", "Write one of the two")
    elif not (words(author, "name") or addresses(author, "url")):
        yield must(
            "author_nameless", "author", "it has neither name nor url", "Write the name of who checked the claim"
        )


def item_is_a_claim(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Who claimed it, when and where is told in a Claim."""
    items = values(review, "itemReviewed")
    if not items:
        step = "Write the Claim that was checked"
        yield should("item_missing", "itemReviewed", "it is recommended and missing", step)
    for item in items:
        yield from _item_is_a_claim(item)


def _item_is_a_claim(item: object) -> Iterator[Finding]:
    if not hasattr(item, "get"):
        yield must("item_not_object", "itemReviewed", "it is a bare value", 'Write {"@type": "Claim", ...}')
    elif "Claim" not in types(item):
        rule = "it is not a Claim" + (" but of the older form" if "CreativeWork" in types(item) else "")
        yield should("item_type", "itemReviewed.@type", rule, 'Write "@type": "Claim"')


def claimant_is_named(review: Node, _page: HostPage) -> Iterator[Finding]:
    """A claimant, if there is one, has a name and a kind; nobody is better than a blank."""
    for claimant in [each for item in values(review, "itemReviewed") for each in values(item, "author")]:
        where = "itemReviewed.author"
        if not words(claimant, "name"):
            yield must("claimant_nameless", where, "it has no name", "Write the name, or leave the author out")
        elif types(claimant) and not set(types(claimant)) & set(_CLAIMANTS):
            yield must(
                "claimant_type", f"{where}.@type", "it is neither Organization nor Person", "Write one of the two"
            )
        if len(addresses(claimant, "sameAs")) < len(values(claimant, "sameAs")):
            step = "Write an address of the web that tells who it is"
            yield must("same_as_not_web", f"{where}.sameAs", "it is not an address of the web", step)


def claim_comes_from_elsewhere(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Nobody reviews claims of their own site."""
    items, url = values(review, "itemReviewed"), first(review, "url")
    names = {(words(each, "name") or "").casefold() for item in items for each in values(item, "author")} - {""}
    if (words(first(review, "author"), "name") or "").casefold() in names:
        rule = "it is the one who checks the claim"
        yield must(
            "claimant_is_checker", "itemReviewed.author", rule, "Write who made the claim, or leave the author out"
        )
    for address in [each for item in items for each in appearances_of(item)]:
        if isinstance(url, str) and safe_url(url) and host_of(address) == host_of(url):
            rule = f"{address} is of the site that checks the claim"
            step = "Write where others made the claim"
            yield must("appearance_on_own_site", "itemReviewed.appearance", rule, step)
            return


def appearances_of(item: object) -> list[str]:
    """Return the addresses at which a claim was seen, the first appearance first; a work that is no Claim was seen at its own."""
    told = [address for name in ("firstAppearance", "appearance") for address in addresses(item, name)]
    own = (
        []
        if "Claim" in types(item)
        else [each for name in ("url", "mainEntityOfPage") for each in addresses(item, name)]
    )
    return told + own


def appearance_is_an_address(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Readers can look at the claim themselves."""
    for item in values(review, "itemReviewed"):
        yield from _appearance_is_an_address(item)


def _appearance_is_an_address(item: object) -> Iterator[Finding]:
    given = {name: values(item, name) for name in ("firstAppearance", "appearance")}
    if hasattr(item, "get") and not any(given.values()) and not appearances_of(item):
        step = "Write the address at which the claim was seen"
        yield should("appearance_missing", "itemReviewed.appearance", "it is recommended and missing", step)
    for name, listed in given.items():
        if len(addresses(item, name)) < len(listed):
            step = "Write an address, or a CreativeWork with its url"
            yield must("appearance_not_web", f"itemReviewed.{name}", "it is not an address of the web", step)


def days_are_dates(review: Node, _page: HostPage) -> Iterator[Finding]:
    """Dates are written in ISO 8601."""
    if rule := _no_date(review):
        yield must("review_day_not_date", "datePublished", rule, _ISO_DAY)
    for item in values(review, "itemReviewed"):
        where = "itemReviewed.datePublished"
        if rule := _no_date(item):
            yield must("claim_day_not_date", where, rule, _ISO_DAY)
        if hasattr(item, "get") and first(item, "datePublished") is None:
            step = "Write the day on which the claim was made"
            yield should("claim_day_missing", where, "it is recommended and missing", step)


def _no_date(node: object) -> str | None:
    """Return what is wrong with a node's day of publication; None where it is a date or missing."""
    given = first(node, "datePublished")
    return f"{str(given)[:40]!r} is no date in ISO 8601" if given is not None and day_of(given) is None else None


def markup_matches_the_page(review: Node, page: HostPage) -> Iterator[Finding]:
    """What is marked up can be read on the page."""
    if page.visible_text is None:
        return
    seen = " ".join(page.visible_text.split()).casefold()
    told = {
        "claimReviewed": words(review, "claimReviewed"),
        "reviewRating.alternateName": words(first(review, "reviewRating"), "alternateName"),
    }
    for where, said in told.items():
        if said and said.casefold() not in seen:
            code = "claim_not_visible" if where == "claimReviewed" else "rating_not_visible"
            yield must(code, where, "the page does not show these words", "Show on the page what the markup says")


def sources_are_cited(review: Node, _page: HostPage) -> Iterator[Finding]:
    """A verdict rests on something that readers can look at."""
    if not values(review, "citation"):
        step = "Link what the verdict rests on"
        yield should("sources_missing", "citation", "no source is named", step)


def _is_within(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


RULES: tuple[Rule, ...] = (
    context_is_schema_org, type_is_spelled, claim_is_said, claim_is_short, claim_does_not_judge, url_is_the_page,
    rating_is_given, rating_says_words, rating_numbers_are_numbers, rating_is_on_its_scale, rating_number_fits_words,
    checker_is_known, item_is_a_claim, claimant_is_named, claim_comes_from_elsewhere, appearance_is_an_address,
    days_are_dates, markup_matches_the_page, sources_are_cited,
)  # fmt: skip
