"""`factdesk repair`: what doctor finds wrong with what is kept is mended, without losing a row, or said to be beyond it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.assertions import check_published
from flows.backup import LIVE, NAME, backups_of
from flows.claimants import link_kept
from flows.publish import publish_snapshot_of
from flows.remark import mark_again
from flows.runs import begin_run, close_killed
from flows.settings import Settings
from flows.tasks import LOCK_SECONDS, opener_of, rules_of
from warehouse.audit import run_assertions
from warehouse.copies import Contents, contents_of, put_in_place
from warehouse.linking import unlinked_articles
from warehouse.machine import read_everything, read_everything_published, refuse_cut_short
from warehouse.migrate import migrations_known
from warehouse.publish import OWN, own_copy, place_copy
from warehouse.salvage import Salvaged, salvage
from warehouse.store import WarehouseUnusable, open_warehouse, read_rows, transaction

# What follows from claims, flags and rules alone, so that marking again makes it right.
_MADE_BY_MARKING = ("flags", "marks", "claim_claimants", "thread_claims", "threads")
_UNLINKED = "SELECT claim_id FROM claims ANTI JOIN claim_claimants USING (claim_id) WHERE claimant IS NOT NULL"
_LINKED = "SELECT count(*) FROM claim_claimants"


class _LookedOnly(Exception):  # noqa: N818 - named by what happened
    """Takes back what was written for a look."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing that was wrong, what was done, and whether that made it right."""

    words: str
    is_right: bool = True


def repair(settings: Settings) -> list[Mend]:
    """Mend what can be mended, in the order in which one thing stands on another; nothing is returned where all is well.

    Raises WarehouseBusy where somebody holds the live file, and OSError where there is no room.
    """
    done = list(_live_file(settings))
    if not settings.live.exists():
        return done
    try:
        done += _rows(settings)
    except WarehouseUnusable as error:  # an index, which is read by nobody but who asks for single rows
        done += [Mend(_fault(error)), *_replace(settings, []), *_rows(settings)]
    if done or not _is_published(settings) or check_published(settings, at_once=True):
        publish_snapshot_of(settings)
        done.append(Mend(f"published afresh: {settings.published}"))
    check_published(settings, at_once=True)
    return done


def _rows(settings: Settings) -> list[Mend]:
    """Close runs that were killed, and let marks and links follow."""
    killed = [
        Mend(f"the run {run_id} was killed: its row says so now, and what it had finished is kept")
        for run_id in close_killed(opener_of(settings))
    ]
    return killed + _marks(settings)


def _fault(error: WarehouseUnusable) -> str:
    """Return what is wrong without what to do: that is being done."""
    return str(error).rpartition("): ")[0] + ")"


def _live_file(settings: Settings) -> Iterator[Mend]:
    """Fold in a log that was left, and put the newest whole copy in the place of a live file that is damaged or gone."""
    log, live = settings.live.with_name(f"{settings.live.name}.wal"), settings.live
    if live.exists():
        left = log.stat().st_size if log.exists() else 0
        try:
            _read_whole(live)
        except WarehouseUnusable as error:
            yield Mend(_fault(error))
        else:
            if left:
                yield Mend(f"the log of {left:,} bytes that a killed process left is folded into {live.name}")
            return
    with TemporaryDirectory(dir=live.parent, prefix=".repair-") as folder:
        yield from _replace(settings, _without_log(live, Path(folder)))


def _read_whole(live: Path) -> None:
    read_everything(live, wait_seconds=LOCK_SECONDS)
    with open_warehouse(live, timeout_seconds=LOCK_SECONDS) as warehouse:
        refuse_cut_short(warehouse.connection, live)
        warehouse.connection.execute("CHECKPOINT")


def _replace(settings: Settings, candidates: Iterable[Path]) -> Iterator[Mend]:
    """Put the newest whole copy in the live file's place, of those that are kept and some candidates besides."""
    found = _newest_whole([*candidates, *_copies(settings)])
    if found is None:
        if settings.live.exists():
            raise WarehouseUnusable(
                f"{settings.live} is damaged, and neither a snapshot nor a backup is whole: move it away and run the inputs again"
            )
        return
    copy, contents = found
    aside = settings.data_folder / "set-aside" / f"{datetime.now(UTC):{NAME}}"
    put_in_place(copy, settings.live, aside, timeout_seconds=LOCK_SECONDS)
    yield Mend(_what_took_its_place(copy, contents, aside))
    if (aside / settings.live.name).exists():
        with open_warehouse(settings.live, timeout_seconds=LOCK_SECONDS) as warehouse:
            yield from _told(salvage(aside / settings.live.name, warehouse))


def _what_took_its_place(copy: Path, contents: Contents, aside: Path) -> str:
    moment = f"{contents.newest_at:%Y-%m-%d %H:%M:%S} UTC" if contents.newest_at else "no known moment"
    what = "the live file as it was before its log" if copy.parent.name.startswith(".repair-") else str(copy)
    return f"{what} took its place: {_numbers(contents.rows)}, as of {moment}; what it replaced lies in {aside}"


def _told(done: Salvaged) -> Iterator[Mend]:
    if done.rows:
        yield Mend(f"added from the damaged file, which was newer: {_numbers(done.rows)}")
    if done.unreadable:
        lost = ", ".join(done.unreadable)
        yield Mend(
            f"could not be read in the damaged file, so that rows newer than the copy's are lost: {lost}; run the inputs since then "
            "again, and repeat reviews where they are among them",
            is_right=False,
        )
    else:
        yield Mend("every table of the damaged file could be read: no row is lost")


def _numbers(counted: Mapping[str, int]) -> str:
    named = [name for name in ("articles", "claims", "reviews", "runs") if counted.get(name)]
    return ", ".join(f"{counted[name]:,} {name}" for name in named) or f"{sum(counted.values()):,} rows"


def _without_log(live: Path, folder: Path) -> Iterator[Path]:
    """Yield a copy of the live file alone: where only its log is damaged, it is whole."""
    if live.exists():
        place_copy(live, folder / live.name)
        yield folder / live.name


def _copies(settings: Settings) -> Iterator[Path]:
    """Yield every copy that is kept: snapshots, those from before an upgrade, and backups."""
    here = settings.live.parent
    for folder in (here / OWN, here, here / "before"):
        yield from (each for each in sorted(folder.glob("*.duckdb")) if each != settings.live and not each.is_symlink())
    yield from (each.folder / LIVE for each in backups_of(settings))


def _newest_whole(copies: Iterable[Path]) -> tuple[Path, Contents] | None:
    """Return the copy that holds the newest of all that are whole, the first of several; None where none is."""
    found: tuple[Path, Contents] | None = None
    for copy in copies:
        with suppress(WarehouseUnusable):
            contents = contents_of(copy)
            if contents.migrations and set(contents.migrations) <= set(migrations_known()):
                found = max(found or (copy, contents), (copy, contents), key=lambda each: _age(each[1]))
    return found


def _age(contents: Contents) -> tuple[datetime, int]:
    return contents.newest_at or datetime.min.replace(tzinfo=UTC), sum(contents.rows.values())


def _marks(settings: Settings) -> list[Mend]:
    """Mark again where marks, flags or links are not what claims and rules come to; tell what does not follow from them."""
    lacks_links, broken = _lacks_links(settings), _broken(settings)
    if not lacks_links and not any(table in _MADE_BY_MARKING for table in broken.values()):
        return [_beyond(name) for name in broken]
    before = {name for name, table in broken.items() if table in _MADE_BY_MARKING}
    done = mark_again(opener_of(settings), rules_of(settings), run=begin_run("remark", settings))
    left = _broken(settings)
    mended = sorted(before - left.keys())
    why = f" ({', '.join(mended)})" if mended else ""
    return [Mend(f"marks and links{why}: {done.words}"), *(_beyond(name) for name in left)]


def _broken(settings: Settings) -> dict[str, str]:
    """Return the assertions that do not hold, and of which table."""
    with opener_of(settings)() as warehouse:
        return dict(run_assertions(warehouse).select("assertion", "table_name").unique(maintain_order=True).iter_rows())


def _lacks_links(settings: Settings) -> bool:
    """Tell whether articles wait for their threads, or claims whose claimant is somebody in particular for theirs."""
    with opener_of(settings)() as warehouse:
        before, waiting = read_rows(warehouse, _LINKED).item(), read_rows(warehouse, _UNLINKED)["claim_id"].to_list()
        lacks = bool(unlinked_articles(warehouse))
        with suppress(_LookedOnly), transaction(warehouse):  # marking again links them, in a run of its own
            link_kept(warehouse, waiting, run_id="repair", at=datetime.now(UTC))
            lacks |= read_rows(warehouse, _LINKED).item() > before
            raise _LookedOnly
    return lacks


def _beyond(assertion: str) -> Mend:
    words = f"{assertion}: it does not hold, and no row can be made right without losing another; `factdesk restore` has an older state"
    return Mend(words, is_right=False)


def _is_published(settings: Settings) -> bool:
    """Tell whether what is published is there, whole, for people and for factdesk itself."""
    if not settings.published.exists():
        return False
    try:
        for copy in {settings.published.resolve(), own_copy(settings.published)}:
            read_everything_published(copy)
    except WarehouseUnusable:
        return False
    return True
