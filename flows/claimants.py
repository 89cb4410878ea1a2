"""Whose claims are saved: the names of a batch are linked with those that the warehouse knows, and what people say of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import polars as pl

from claims.ids import id_of
from claims.model import Article, Claim
from claims.tracking.claimants import Named, Told, name_claimants
from claims.tracking.roll import Linked, Roll, keys_of, link_all, roll_of
from flows.reviews import Act, ReviewRefused, refuse_unfit
from reports.visible import show_hidden
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.connection import registered
from warehouse.marking_rules import statement
from warehouse.store import Warehouse, read_rows, save, transaction

if TYPE_CHECKING:
    from flows.survey import Opener

Row = dict[str, Any]

_RUN = "review"  # rows of people's acts belong to no run
_KNOWN = """
SELECT name_key, claimant_id, middle
FROM claimant_names
WHERE claimant_id IN (SELECT claimant_id FROM claimant_names SEMI JOIN asked USING (name_key))
"""
_UNLINKED = """
SELECT claims.article_id, claim_id, claimant, claimant_kind
FROM claims
ANTI JOIN claim_claimants USING (claim_id)
WHERE claimant IS NOT NULL AND claims.claim_id IN (SELECT unnest(?::VARCHAR[]))
"""
_TEXTS = "SELECT * FROM articles JOIN pages USING (page_id) WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
_KEPT = ("page_id", "article_id", "text", "name", "title", "byline", "outlet", "url")
_HOLDING = """
SELECT * FROM claimant_acts
WHERE act <> 'undo' AND act_id NOT IN (SELECT undoes FROM claimant_acts WHERE undoes IS NOT NULL)
ORDER BY acted_at, act_id
"""


@dataclass(frozen=True, slots=True)
class Naming:
    """A claim's claimant, as its article names it."""

    article_id: str
    claim_id: str
    kind: str | None
    named: Named


def namings_of(article: Article, claims: Sequence[Claim]) -> Iterator[Naming]:
    """Yield how an article names the claimants of its claims; none for nobody in particular."""
    told = {each.claim_id: Told(each.claimant, each.claimant_kind) for each in claims if each.claimant}
    named = name_claimants(article, told.values())
    for claim_id, who in told.items():
        if who in named:
            yield Naming(article.article_id, claim_id, who.kind, named[who])


def link_claimants(warehouse: Warehouse, namings: Sequence[Naming], *, run_id: str, at: datetime) -> None:
    """Save whose claims these are, with claimants and names that are new."""
    once = list({(each.article_id, each.named): each for each in namings}.values())
    if not once:
        return
    linked = link_all(_roll(warehouse, [each.named for each in once]), [(each.article_id, each.named) for each in once])
    ids = {(each.article_id, each.named): link.claimant_id for each, link in zip(once, linked, strict=True)}
    made: dict[str, list[Row]] = {
        "claimants": [_claimant_row(each, link) for each, link in zip(once, linked, strict=True) if link.is_new],
        "claimant_names": [row for link in linked for row in _name_rows(link)],
        "claim_claimants": [
            {"claim_id": each.claim_id, "claimant_id": ids[each.article_id, each.named]} for each in namings
        ],
    }
    for table, rows in made.items():
        if rows:
            save(warehouse, table, _distinct(rows, table), run_id=run_id, at=at)


def _roll(warehouse: Warehouse, names: Iterable[Named]) -> Roll:
    """Return what the warehouse knows of all who bear one of the names."""
    asked = pl.DataFrame({"name_key": keys_of(names)}, schema={"name_key": pl.String})
    with registered(warehouse, "asked", asked):
        return roll_of(read_rows(warehouse, _KNOWN).iter_rows(named=True))


def _claimant_row(naming: Naming, linked: Linked) -> Row:
    return {
        "claimant_id": linked.claimant_id,
        "name": naming.named.name,
        "claimant_kind": naming.kind,
        "is_across": linked.is_across,
    }


def _name_rows(linked: Linked) -> Iterator[Row]:
    for key in linked.keys:
        middle = " ".join(linked.named.middle) if key == linked.named.key else ""
        yield {"name_key": key, "claimant_id": linked.claimant_id, "middle": middle or None}


def _distinct(rows: Sequence[Row], table: str) -> pl.DataFrame:
    frame = frame_of(rows, TABLES[table])
    keys = {
        "claimants": ["claimant_id"],
        "claimant_names": ["name_key", "claimant_id"],
        "claim_claimants": ["claim_id"],
    }
    return frame.unique(keys[table], keep="first", maintain_order=True)


def link_kept(warehouse: Warehouse, claim_ids: Sequence[str], *, run_id: str, at: datetime) -> None:
    """Link the claims that are kept and were never linked: those that came in before claimants were told apart."""
    rows = read_rows(warehouse, _UNLINKED, [list(claim_ids)]).to_dicts()
    articles = sorted({str(row["article_id"]) for row in rows})
    found = {row["article_id"]: row for row in read_rows(warehouse, _TEXTS, [articles]).to_dicts()} if rows else {}
    namings: list[Naming] = []
    for article_id in articles:
        article = Article(**{name: found[article_id][name] for name in _KEPT})
        own = [row for row in rows if row["article_id"] == article_id]
        named = name_claimants(article, [Told(row["claimant"], row["claimant_kind"]) for row in own])
        namings += [
            Naming(article_id, row["claim_id"], row["claimant_kind"], named[told])
            for row in own
            if (told := Told(row["claimant"], row["claimant_kind"])) in named
        ]
    link_claimants(warehouse, namings, run_id=run_id, at=at)


# ---- what people say


def find_claimant(opener: "Opener", asked: str) -> str:
    """Return the one claimant whose id begins with the digits, or whose name it is; raises ReviewRefused for none or several."""
    select = """
        SELECT DISTINCT claimant_id, claimant, articles FROM claimant_record
        WHERE starts_with(claimant_id, ?) OR lower(claimant) = lower(?) OR list_contains(printed_as, ?)
        ORDER BY articles DESC LIMIT 6
    """
    with opener() as warehouse:
        found = read_rows(warehouse, select, [asked.lower() if len(asked) > 3 else "?", asked, asked]).rows()
    if not found:
        raise ReviewRefused(f'{asked}: no claimant goes by this; `factdesk sql "FROM claimant_record"` lists them')
    if len(found) > 1:
        listed = "; ".join(f"{claimant_id} ({name}, {articles} articles)" for claimant_id, name, articles in found[:5])
        raise ReviewRefused(f"{asked}: several claimants go by this, give the id of one: {listed}")
    return str(found[0][0])


def join_claimants(opener: "Opener", claimant_id: str, other_id: str, act: Act) -> Row:
    """Say that a claimant is another one, and return the act. Raises ReviewRefused where they are one already."""
    refuse_unfit(act)
    with opener() as warehouse:
        return join_in(warehouse, claimant_id, other_id, act)


def split_claimant(opener: "Opener", claimant_id: str, article_ids: Sequence[str], act: Act) -> Row:
    """Say that some articles mean another one by the same name, and return the act. Raises ReviewRefused."""
    refuse_unfit(act)
    with opener() as warehouse:
        return split_in(warehouse, claimant_id, article_ids, act)


def undo_claimant_act(opener: "Opener", act_id: str, act: Act) -> Row:
    """Take an act back, and return the row that does. Raises ReviewRefused where it does not hold."""
    refuse_unfit(act)
    with opener() as warehouse:
        return undo_act_in(warehouse, act_id, act)


def join_in(warehouse: Warehouse, claimant_id: str, other_id: str, act: Act) -> Row:
    """As `join_claimants`, in the open live file."""
    with transaction(warehouse):
        one, other = _root(warehouse, claimant_id), _root(warehouse, other_id)
        if one == other:
            raise ReviewRefused(f"{claimant_id} and {other_id} are one claimant already")
        return _append(warehouse, {"act": "join", "claimant_id": one, "other_id": other}, act)


def split_in(warehouse: Warehouse, claimant_id: str, article_ids: Sequence[str], act: Act) -> Row:
    """As `split_claimant`, in the open live file; the new claimant has the name of the old one."""
    asked = sorted(set(article_ids))
    with transaction(warehouse):
        own = _root(warehouse, claimant_id)
        select = "SELECT DISTINCT article_id FROM marks WHERE claimant_id = ?"
        told = set(read_rows(warehouse, select, [own])["article_id"])
        if missing := [each for each in asked if each not in told]:
            raise ReviewRefused(
                f"article {missing[0]} has no claim of claimant {own}, so there is nothing to split off"
            )
        if not asked or not told - set(asked):
            raise ReviewRefused("name some of the claimant's articles and leave one at least: the others stay theirs")
        other = id_of("claimant", own, *asked, datetime.now(UTC).isoformat())
        [row] = read_rows(warehouse, "SELECT * FROM claimants WHERE claimant_id = ?", [own]).to_dicts()
        now = datetime.now(UTC)
        new = {"claimant_id": other, "name": row["name"], "claimant_kind": row["claimant_kind"], "is_across": False}
        save(warehouse, "claimants", frame_of([new], TABLES["claimants"]), run_id=_RUN, at=now)
        told_act = {"act": "split", "claimant_id": own, "other_id": other, "article_ids": asked}
        return _append(warehouse, told_act, act)


def undo_act_in(warehouse: Warehouse, act_id: str, act: Act) -> Row:
    """As `undo_claimant_act`, in the open live file."""
    with transaction(warehouse):
        held = {row["act_id"]: row for row in read_rows(warehouse, _HOLDING).to_dicts()}
        if act_id not in held:
            raise ReviewRefused(f"{act_id}: no join or split that holds has this id; the claimant's page lists them")
        undone = {"act": "undo", "claimant_id": held[act_id]["claimant_id"], "undoes": act_id}
        return _append(warehouse, undone, act)


def _root(warehouse: Warehouse, claimant_id: str) -> str:
    """Return who a claimant is by the joins that hold; refuses one who is not there."""
    if read_rows(warehouse, "SELECT 1 FROM claimants WHERE claimant_id = ?", [claimant_id]).is_empty():
        raise ReviewRefused(f"{claimant_id}: there is no such claimant")
    joins = {
        row["claimant_id"]: row["other_id"] for row in read_rows(warehouse, _HOLDING).to_dicts() if row["act"] == "join"
    }
    seen = {claimant_id}
    while claimant_id in joins and joins[claimant_id] not in seen:
        claimant_id = str(joins[claimant_id])
        seen.add(claimant_id)
    return claimant_id


def _append(warehouse: Warehouse, told: Mapping[str, object], act: Act) -> Row:
    """Write an act later than all others, and let the marks follow."""
    last = read_rows(warehouse, "SELECT max(acted_at) AS at FROM claimant_acts")["at"].item()
    now = datetime.now(UTC)
    at = max(now, last + timedelta(microseconds=1)) if last else now
    act_id = sha256(f"{told['claimant_id']}\x1f{act.reviewer}\x1f{at.isoformat()}".encode()).hexdigest()[:16]
    note = show_hidden(act.note.strip()) if act.note else None
    row: Row = {"act_id": act_id, "other_id": None, "article_ids": None, "undoes": None} | dict(told)
    row |= {"note": note or None, "reviewer": act.reviewer, "acted_at": at}
    saved = save(warehouse, "claimant_acts", frame_of([row], TABLES["claimant_acts"]), run_id=_RUN, at=at)
    if saved.new != 1:
        raise RuntimeError(f"an act that was checked was not saved: {saved}")
    warehouse.connection.execute(statement("claimants_of_marks"))
    return row
