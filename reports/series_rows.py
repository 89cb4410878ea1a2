"""What is asked to tell a thread: its claims with their articles, by ids that stand in the text, so that keys find them.

Whoever asks gives the means to: the desk its snapshot, a run the published file.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]
Asked = Callable[[str], Sequence[Row]]

MOST_TOLD = 120
"""Claims of one thread that are told, the newest; a story of more is told by these."""

_ID = re.compile(r"[0-9a-f]{16}")
_THREADS = "SELECT claim_id, thread_id FROM thread_claims WHERE claim_id IN ({ids})"
_MEMBERS = """
    SELECT thread_id, claim_id, difference FROM thread_claims WHERE thread_id IN ({ids})
    QUALIFY row_number() OVER (PARTITION BY thread_id ORDER BY rowid DESC) <= {most}
"""
_CLAIMS = """
    SELECT claim_id, article_id, kind, claimant, value_low, value_high, modifier, change, unit
    FROM claims WHERE claim_id IN ({ids})
"""
_ARTICLES = "SELECT article_id, page_id, origin_id, agency, published_at FROM articles WHERE article_id IN ({ids})"
_NAMES = "SELECT article_id, title, name AS article_name FROM articles WHERE article_id IN ({ids})"
_PAGES = "SELECT page_id, outlet FROM pages WHERE page_id IN ({ids})"
_VERSIONS = (
    "SELECT page_id, article_id, fetched_at FROM articles WHERE page_id IN ({ids}) ORDER BY fetched_at, article_id"
)


def threads_of(asked: Asked, claim_ids: Iterable[str]) -> dict[str, str]:
    """Return the thread of each of the claims that has one."""
    return {row["claim_id"]: row["thread_id"] for row in _ask(asked, _THREADS, claim_ids)}


def series_rows(asked: Asked, thread_ids: Iterable[str], most: int = MOST_TOLD) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each thread: its claims with their articles and pages, `next_read_at` and `is_first`.

    These are when the next version of the page was read, None for the newest; and whether it is the page's first.
    """
    members = _ask(asked, _MEMBERS, thread_ids, most)
    claims = _by(asked, _CLAIMS, "claim_id", {row["claim_id"] for row in members})
    articles = _by(asked, _ARTICLES, "article_id", {row["article_id"] for row in claims.values()})
    pages = _by(asked, _PAGES, "page_id", {row["page_id"] for row in articles.values()})
    versions = sorted(_ask(asked, _VERSIONS, pages), key=lambda row: row["page_id"])
    following = {
        one["article_id"]: other["fetched_at"]
        for one, other in pairwise(versions)
        if one["page_id"] == other["page_id"]
    }
    read_at = {row["article_id"]: row["fetched_at"] for row in versions}
    unnamed = {row["article_id"] for row in articles.values() if not pages[row["page_id"]]["outlet"]}
    names = _by(asked, _NAMES, "article_id", unnamed)
    firsts = {row["page_id"]: row["article_id"] for row in reversed(versions)}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in members:
        if (
            row["claim_id"] not in claims
        ):  # a claim that was refused since; its place in the thread is kept until it is back
            continue
        claim = claims[row["claim_id"]]
        article = articles[claim["article_id"]]
        version = {
            "next_read_at": following.get(claim["article_id"]),
            "fetched_at": read_at[claim["article_id"]],
            "is_first": firsts[article["page_id"]] == claim["article_id"],
        }
        told = {
            **row,
            **claim,
            **article,
            **pages[article["page_id"]],
            **version,
            **names.get(article["article_id"], {}),
        }
        found.setdefault(str(row["thread_id"]), []).append(told)
    return found


def _by(asked: Asked, sql: str, column: str, ids: Iterable[str]) -> dict[str, Row]:
    return {row[column]: row for row in _ask(asked, sql, ids)}


def _ask(asked: Asked, sql: str, ids: Iterable[str], most: int = 0) -> Sequence[Row]:
    """Ask for ids; nothing is asked for none. Raises ValueError for anything but an id."""
    listed = sorted(set(ids))
    if odd := next((each for each in listed if not _ID.fullmatch(each)), None):
        raise ValueError(f"{odd!r} is no id")
    return asked(sql.format(ids=", ".join(f"'{each}'" for each in listed), most=most)) if listed else []
