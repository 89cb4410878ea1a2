"""Ids of pages, articles and claims: hashes of what the thing is, so that reading the same input twice is harmless."""

from hashlib import sha256

from claims.addresses import fold_address
from claims.furniture import without_furniture

UNIT_SEPARATOR = "\x1f"


def id_of(*parts: str) -> str:
    """Return 16 hex digits of the SHA-256 over the parts, unit-separated so that ("ab", "c") is not ("a", "bc")."""
    return sha256(UNIT_SEPARATOR.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_id_of(name: str, outlet: str | None = None, url: str | None = None) -> str:
    """Return the id of a page: of its address where it has one, folded, else of its name and outlet."""
    return id_of("url", fold_address(url)) if url else id_of("name", name, outlet or "")


def article_id_of(page_id: str, text: str) -> str:
    """Return the id of one version of a page: other text, other article, but for counts of comments and the like."""
    return id_of(page_id, without_furniture(text))


def claim_id_of(article_id: str, kind: str, start: int, end: int) -> str:
    """Return the id of the claim of that kind at those code points of the article's text."""
    return id_of(article_id, kind, str(start), str(end))
