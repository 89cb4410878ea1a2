"""`backup`, `restore`, `repair`, `upgrade` and `reread`: what keeps a warehouse good for years."""

from collections.abc import Mapping
from pathlib import Path

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, SOME_FAILED, say, show
from flows.settings import Settings, load_settings
from reports.visible import on_one_line


def backup(list_them: bool, config: Path | None, data: Path | None) -> int:  # noqa: FBT001
    """Make a backup and say where it lies, or list those that are there; return 1 if one of them is not whole."""
    from flows.backup import back_up, backups_of, faults_of  # noqa: PLC0415 - loads polars and DuckDB

    settings = load_settings(config, data_folder=data)
    if not list_them:
        made = back_up(_kept(settings))
        show(f"Backup:   {made.folder}\nHolds:    {_numbers(made.rows)}, {len(made.files)} files; read back, all there")
        return FINE
    bad = 0
    for each in backups_of(settings):
        faults = faults_of(each)
        bad += bool(faults)
        state = f"NOT WHOLE ({faults[0]})" if faults else "whole"
        show(
            f"{each.folder}  {each.made_at:%Y-%m-%d %H:%M} UTC  factdesk {each.version}  {_numbers(each.rows)}  {state}"
        )
    return SOME_FAILED if bad else FINE


def restore(folder: Path | None, config: Path | None, data: Path | None) -> int:
    """Put a backup back, the newest that is whole where none is named, and say what that takes away."""
    from flows.backup import backups_of, faults_of, folder_of, read_backup  # noqa: PLC0415
    from flows.restore import restore as put_back  # noqa: PLC0415

    settings = load_settings(config, data_folder=data)
    _refuse_lake(settings)
    if folder:
        named = read_backup(folder) or read_backup(folder_of(settings) / folder)
        if named is None:
            raise WrongUsage(f"{folder}: no backup is there; `factdesk backup --list` names them")
        found = named
    else:
        whole = [each for each in reversed(backups_of(settings)) if not faults_of(each)]
        if not whole:
            raise NothingPublished(f"{folder_of(settings)}: no whole backup is there; name one that lies elsewhere")
        found = whole[0]
    done = put_back(settings, found)
    show(f"Restored: {found.folder}, of {found.made_at:%Y-%m-%d %H:%M} UTC: {_numbers(found.rows)}")
    before = _numbers(done.before.rows) if done.before else "could not be read"
    show(f"Before:   {before}\nIt lies in {done.aside}; the reports follow with the next run, or `factdesk report`")
    return FINE


def repair(config: Path | None, data: Path | None) -> int:
    """Mend what can be mended, a line for each; return 1 if anything is left."""
    from flows.repair import repair as mend  # noqa: PLC0415

    settings = load_settings(config, data_folder=data)
    _refuse_lake(settings)
    if not settings.data_folder.is_dir():
        raise NothingPublished(f"{settings.data_folder}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    done = mend(settings)
    for each in done:
        show(f"{'mended' if each.is_right else 'LEFT  '} {each.words}")
    if not done:
        show("nothing was wrong with what is kept; `factdesk doctor` looks at the rest of the machine")
    return FINE if all(each.is_right for each in done) else SOME_FAILED


def upgrade(dry_run: bool, config: Path | None, data: Path | None) -> int:  # noqa: FBT001
    """Bring the live file to this version, or try it on a copy; say what was applied and what stayed as it was."""
    from flows.upgrade import try_upgrade  # noqa: PLC0415
    from flows.upgrade import upgrade as bring  # noqa: PLC0415

    settings = _kept(load_settings(config, data_folder=data))
    done = try_upgrade(settings) if dry_run else bring(settings)
    if not done.migrations:
        show(f"{settings.live} is of this version already")
        return FINE
    for name, what in done.migrations:
        show(f"{'would apply' if dry_run else 'applied'} {name}: {what}")
    show(f"Rows:     {_numbers(done.before.rows)} before, {_numbers(done.after.rows)} after; {done.seconds:.1f} s")
    show("Tried on a copy, and nothing was changed" if dry_run else f"Before:   {done.copy}")
    for each in done.lost:
        show(f"LOST      {each}")
    return SOME_FAILED if done.lost else FINE


def reread(most: int, config: Path | None, data: Path | None) -> int:
    """Compare today's reader with the one whose claims are kept, and print what appears, vanishes and changes."""
    from flows.reread import compare_readers  # noqa: PLC0415

    done = compare_readers(_kept(load_settings(config, data_folder=data)), most)
    for each in done.differences:
        columns = "".join(
            f"; {name}: {(each.before or {}).get(name)} -> {each.claim.get(name)}" for name in each.columns
        )
        show(on_one_line(f"{each.how} {each.claim['claim_id']} {each.claim['kind']}: {each.claim['quote']}{columns}"))
    for failed in done.failed:
        say(f"could not be read: {failed}")
    by_how = done.by_how
    told = ", ".join(f"{by_how[how]:,} {how}" for how in ("appeared", "vanished", "changed"))
    show(f"{done.articles:,} articles: {done.same:,} claims the same, {told}; nothing was written")
    return SOME_FAILED if done.failed else FINE


def _refuse_lake(settings: Settings) -> None:
    if settings.lake:
        raise WrongUsage(
            "rows are kept in a lake: its catalog and its files are backed up and mended by tools of their own"
        )


def _kept(settings: Settings) -> Settings:
    _refuse_lake(settings)
    if not settings.live.exists():
        raise NothingPublished(f"{settings.live}: nothing is kept there yet; `factdesk run INPUT...` keeps some")
    return settings


def _numbers(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{rows.get(name, 0):,} {name}" for name in ("articles", "claims", "reviews", "evidence"))
