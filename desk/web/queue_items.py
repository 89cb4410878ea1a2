"""The items of the queue with their claims: the sentence with its figures marked, who says it, where the work stands."""

from collections.abc import Mapping, Sequence

from desk.web.desk import Desk, Row
from desk.web.queries import query_of_ids
from desk.web.rendering import FOLDER
from reports.sentence import mark_sentence
from reports.series import SeriesView, chosen_series
from reports.series_rows import series_rows, threads_of
from reports.words import period_of, reading_of

_PAGES = FOLDER / "pages"
_OF_LEADER = ("sentence", "sentence_start", "sentence_end", "stakes")
CLOSED = ("resolved", "dismissed")
_MOST_TOLD = 30  # claims of a thread that a row is told by
_AROUND = 220  # characters of a long sentence that are shown on each side of a mark


def with_members(desk: Desk, leaders: Sequence[Row]) -> list[Row]:
    """Return the items of the leaders' rows, each with its claims and what they come to together."""
    if not leaders:
        return []
    homes = {leader["claim_id"]: leader["article_id"] for leader in leaders}
    others = _others(desk, leaders)
    elsewhere: dict[str, list[Row]] = {}
    for row in others:
        if row["article_id"] != homes[row["item"]]:
            elsewhere.setdefault(row["item"], []).append(row)
    marked = {row["claim_id"]: row for row in (*leaders, *others) if row["article_id"] == homes[_item_of(row)]}
    claims: dict[str, list[Row]] = {}
    for row in desk.rows(query_of_ids(_PAGES / "queue_words_of.sql", marked)):
        mark = marked[row["claim_id"]]
        claims.setdefault(_item_of(mark), []).append(row | {"flags": mark["flags"], "priority": mark["priority"]})
    series = _series(desk, {item: [row["claim_id"] for row in own] for item, own in claims.items()})
    named = {row["article_id"]: row for row in desk.rows(query_of_ids(_PAGES / "queue_articles.sql", homes.values()))}
    return [
        _item(leader | named[leader["article_id"]], claims[item], elsewhere.get(item, ()))
        | {"series": series.get(item)}
        for leader in leaders
        for item in (leader["claim_id"],)
    ]


def _item_of(mark: Row) -> str:
    """Return the item of a mark; that of a leader is its own."""
    return str(mark.get("item") or mark["claim_id"])


def _series(desk: Desk, items: Mapping[str, Sequence[str]]) -> dict[str, SeriesView]:
    """Return for each item, given with its claims, what its thread comes to, if it has one that several pages tell."""
    threads = threads_of(desk.rows, (claim_id for claims in items.values() for claim_id in claims))
    rows = series_rows(desk.rows, threads.values(), _MOST_TOLD)
    found = {item: chosen_series(claims, threads, rows) for item, claims in items.items()}
    return {item: series for item, series in found.items() if series}


def _others(desk: Desk, leaders: Sequence[Row]) -> list[Row]:
    """Return the marks of what the leaders lead beside themselves, if they do."""
    others = [claim_id for leader in leaders for claim_id in (leader["item_others"] or "").split()]
    return desk.rows(query_of_ids(_PAGES / "queue_members.sql", others)) if others else []


def _item(leader: Row, own: Sequence[Row], elsewhere: Sequence[Row]) -> Row:
    """Return an item: `own` are the claims of the article that leads it, `elsewhere` those of others, without their words."""
    by_weight = sorted((*own, *elsewhere), key=lambda row: (row["claim_id"] != leader["claim_id"], -row["priority"]))
    leader |= {name: by_weight[0][name] for name in _OF_LEADER}
    here = [row for row in own if row["sentence_start"] == leader["sentence_start"]]
    open_claims = [row for row in by_weight if row["status"] not in CLOSED]
    return leader | {
        "claims": here,
        "again": [row for row in own if row not in here],
        "elsewhere": list(elsewhere),
        "claim_ids": [row["claim_id"] for row in by_weight],
        "quotes": [row["quote"] for row in own],
        "speakers": list({row["claimant"]: row for row in reversed(by_weight) if row in own}.values())[::-1],
        "claimants": list(dict.fromkeys(row["claimant"] for row in by_weight if row["claimant"])),
        "flags": list(dict.fromkeys(flag for row in by_weight for flag in row["flags"])),
        "readings": _readings(here),
        "parts": mark_sentence(leader["sentence"], leader["sentence_start"], here, _AROUND),
        "next": (open_claims or by_weight)[0]["claim_id"],
        "open_claims": len(open_claims),
        **_standing(open_claims or by_weight),
    }


def _readings(claims: Sequence[Row]) -> list[Row]:
    """Return the claims whose reading is to be shown: those with a figure, else the first of each period, else the first."""
    figures = [row for row in claims if reading_of(row)]
    periods = {period: row for row in reversed(claims) if (period := period_of(row))}
    return figures or list(periods.values())[::-1] or list(claims[:1])


def _standing(claims: Sequence[Row]) -> Row:
    """Return where the work on an item stands: that of the first of its claims that somebody has touched."""
    touched = next((row for row in claims if row["status"] != "new"), claims[0])
    assignees = list(dict.fromkeys(row["assignee"] for row in claims if row["assignee"]))
    return {name: touched[name] for name in ("status", "verdict", "reviewer")} | {"assignees": assignees}
