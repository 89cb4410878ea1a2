"""What an operator can set: factdesk.toml and the environment, read here once; Prefect's own in prefect_environment.py."""

import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from claims.budget import Bounds
from claims.sources.names import SOURCE_NAMES
from flows.backup_settings import KEYS as BACKUP_KEYS
from flows.backup_settings import TIMES, BackupSettings
from flows.desk_settings import KEYS as DESK_KEYS
from flows.desk_settings import DeskSettings
from flows.digest_settings import DigestSettings, read_time
from flows.limits import Budget, Feed, WebLimits
from flows.shards import Shard, read_shard
from flows.source_settings import KEYS as SOURCES_KEYS
from flows.source_settings import REGISTER_KEYS, SOURCE_KEYS, AskingSettings, Register, SourceSettings
from flows.watch import Cost
from reports.claim_review import CLAIM_ID, Publisher
from reports.visible import host_of, safe_url
from schemas.keeping import Keeping
from schemas.places import Lake
from schemas.vocabulary import THRESHOLD

CONFIG_NAME = "factdesk.toml"
DATA_FOLDER = "factdesk-data"

_TOP_KEYS = (
    "data_folder", "inputs", "outlet", "contact", "reviewer", "batch_size", "marking", "web", "feed", "publisher",
    "server", "schedule", "desk", "keep_questions", "digest", "budget", "sources", "register", "keep", "lake",
    "backup", "shard",
)  # fmt: skip
_MARKING_KEYS = ("threshold", "money_total", "flag_folders")
_MOST_STAKES = 3
_WEB_KEYS = (
    "timeout_seconds",
    "delay_seconds",
    "most_megabytes",
    "most_pages",
    "most_hosts",
    "site_seconds",
    "run_seconds",
    "allow_loopback",
)
_BUDGET_KEYS = ("seconds", "megabytes", "characters", "elements", "claims")
_FEED_KEYS = ("url", "outlet", "language", "cron", "interval_seconds")
_PUBLISHER_KEYS = ("name", "url", "checks_url")
_SERVER_KEYS = ("port", "dask", "dask_workers")
_DIGEST_KEYS = ("to", "at", "link")
_SCHEDULE_KEYS = ("name", "inputs", "cron", "interval_seconds")
_LAKE_KEYS = ("catalog", "files")
_KEEP_KEYS = ("outlet", "texts", "days")
_OFF = ("off", "no", "false", "0")
_HEADER_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_HOST_NAME = re.compile(r"[A-Za-z0-9]+(?:[.-]+[A-Za-z0-9]+)*")
_MOST_PORT = 65_535
_MOST = 1e15  # of any number; those that TOML calls nan and inf would be no bound at all


class SettingsError(Exception):
    """A setting cannot be used; the message is one line naming the file, the key, the rule and the next step."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to read which inputs: either a cron line or an interval in seconds, never both."""

    name: str
    inputs: tuple[str, ...]
    cron: str | None = None
    interval_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator may decide, with the defaults that hold without a file."""

    data_folder: Path
    config_file: Path | None = None
    inputs: tuple[str, ...] = ()
    shard: Shard | None = None  # of the inputs; the others are read by other runs, on whatever machine
    outlet: str | None = None
    contact: str | None = None
    reviewer: str | None = None  # who signs reviews, where nobody else is named
    publisher: Publisher | None = None  # of our reviews
    keep_questions: bool = True  # what `factdesk sql` was asked, for --history
    batch_size: int = 50  # articles in one task and one transaction
    threshold: float = THRESHOLD
    money_total: float = 1_000_000
    flag_folders: tuple[Path, ...] = ()
    port: int | None = None  # of the Prefect server of `factdesk up`; None takes a free one
    dask: str | None = None  # the address of a scheduler whose workers find claims
    dask_workers: int = 0  # workers on this machine to find claims, for the length of a run
    schedules: tuple[Schedule, ...] = ()
    web: WebLimits = field(default_factory=WebLimits)
    feeds: tuple[Feed, ...] = ()
    desk: DeskSettings = field(default_factory=DeskSettings)
    digest: DigestSettings = field(default_factory=DigestSettings)
    budget: Budget = field(default_factory=Budget)
    keeping: tuple[Keeping, ...] = ()  # of texts
    lake: Lake | None = None  # where rows are kept, instead of in the live file
    asking: AskingSettings = field(default_factory=AskingSettings)
    backup: BackupSettings = field(default_factory=BackupSettings)

    @property
    def all_inputs(self) -> tuple[str, ...]:
        """What a run reads when nothing is named: the inputs and the feeds."""
        return self.inputs + tuple(each.as_input for each in self.feeds)

    @property
    def web_cache(self) -> Path:
        """Where answers of the web are kept, to be asked for again under the condition that they have changed."""
        return self.data_folder / "web-cache.sqlite"

    @property
    def store(self) -> Path | Lake:
        """Where runs write: the live file, or the lake."""
        return self.lake or self.live

    @property
    def is_begun(self) -> bool:
        """Whether anything may be kept already."""
        return self.lake is not None or self.live.exists()

    @property
    def kept_folder(self) -> Path:
        """Where what outside sources answered is kept."""
        return self.data_folder / "kept"

    @property
    def live(self) -> Path:
        """The file that runs write and nobody else opens."""
        return self.data_folder / "warehouse" / "live.duckdb"

    @property
    def published(self) -> Path:
        """The link to the newest snapshot, which anybody may hold open."""
        return self.data_folder / "warehouse" / "factdesk.duckdb"

    @property
    def reports_folder(self) -> Path:
        """Where the reports for people are written."""
        return self.data_folder / "reports"

    @property
    def questions_file(self) -> Path:
        """What `factdesk sql` was asked before."""
        return self.data_folder / "questions.jsonl"

    @property
    def desk_folder(self) -> Path:
        """Where the desk keeps its users, its key and its audit."""
        return self.data_folder / "desk"

    @property
    def users_file(self) -> Path:
        """Who may use the desk's pages."""
        return self.desk.users_file or self.desk_folder / "users.toml"

    @property
    def prefect_home(self) -> Path:
        """Where Prefect keeps its own database."""
        return self.data_folder / "prefect"

    @property
    def address_file(self) -> Path:
        """Where a running `factdesk up` says how to reach its server, to its owner alone."""
        return self.data_folder / "up.json"

    @property
    def assertions_file(self) -> Path:
        """What was found when what was published last was looked through."""
        return self.data_folder / "assertions.json"

    @property
    def troubles_file(self) -> Path:
        """What is wrong and was told already."""
        return self.data_folder / "troubles.json"

    @property
    def up_lock(self) -> Path:
        """What a running `factdesk up` holds the lock of."""
        return self.data_folder / "up.lock"


def load_settings(
    path: Path | None = None, *, data_folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Read the settings: `path`, else FACTDESK_CONFIG, else ./factdesk.toml where it exists, else the defaults.

    A relative path in the file is meant from the file's folder. `data_folder` (or FACTDESK_DATA) wins over the file.
    Raises `SettingsError`.
    """
    environ = os.environ if environ is None else environ
    found = _find_config(path, environ)
    table = _read_toml(found) if found else {}
    base = found.parent if found else Path()
    chosen = data_folder or _path_or_none(environ.get("FACTDESK_DATA"))
    settings = _TomlReader(found, base).settings(table, chosen)
    login = environ.get("LOGNAME") or environ.get("USER")
    return replace(
        settings,
        reviewer=environ.get("FACTDESK_REVIEWER") or settings.reviewer or login,
        keep_questions=settings.keep_questions and environ.get("FACTDESK_HISTORY", "on").lower() not in _OFF,
    )


def _find_config(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Return the settings file in force; one that was asked for by name must exist."""
    asked = path or _path_or_none(environ.get("FACTDESK_CONFIG"))
    if asked is None:
        return Path(CONFIG_NAME) if Path(CONFIG_NAME).is_file() else None
    if not asked.is_file():
        raise SettingsError(f"{asked}: there is no such settings file; write one with `factdesk init`")
    return asked


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, or a number of thousands of digits
        raise SettingsError(f"{path}: not valid TOML ({error}); compare with what `factdesk init` writes") from error


def _path_or_none(value: str | None) -> Path | None:
    return Path(value) if value else None


@dataclass(frozen=True, slots=True)
class _TomlReader:
    """Turns the tables of one file into settings, and every fault into a line that names file and key."""

    file: Path | None
    base: Path

    def settings(self, table: dict[str, object], data_folder: Path | None) -> Settings:
        self._refuse_unknown(table, _TOP_KEYS, "")
        marking = self._marking(table)
        server = self._table(table, "server", _SERVER_KEYS)
        return Settings(
            data_folder=data_folder or self._folder(self._text(table, "data_folder", "") or DATA_FOLDER),
            config_file=self.file.absolute() if self.file else None,
            inputs=self._inputs(table, ""),
            shard=self._shard(table),
            outlet=self._text(table, "outlet", ""),
            contact=self._text(table, "contact", ""),
            reviewer=self._text(table, "reviewer", ""),
            publisher=self._publisher(self._table(table, "publisher", _PUBLISHER_KEYS)),
            keep_questions=self._yes_or_no(table, "keep_questions", "", default=True),
            batch_size=int(self._number(table, "batch_size", "", 50, at_least=1)),
            threshold=self._threshold(marking),
            money_total=self._number(marking, "money_total", "marking.", 1_000_000),
            flag_folders=tuple(self._folder(each) for each in self._texts(marking, "flag_folders", "marking.")),
            port=int(self._number(server, "port", "server.", 0)) or None,
            dask=self._text(server, "dask", "server."),
            dask_workers=int(self._number(server, "dask_workers", "server.", 0)),
            schedules=self._schedules(table) + self._feed_schedules(table),
            web=self._web(self._table(table, "web", _WEB_KEYS)),
            feeds=tuple(self._feed(entry, prefix) for prefix, entry in self._entries(table, "feed")),
            desk=self._desk(self._table(table, "desk", DESK_KEYS)),
            digest=self._digest(self._table(table, "digest", _DIGEST_KEYS)),
            budget=self._budget(self._table(table, "budget", _BUDGET_KEYS)),
            keeping=self._keeping(table),
            lake=self._lake(self._table(table, "lake", _LAKE_KEYS)),
            asking=self._asking(table),
            backup=self._backup(self._table(table, "backup", BACKUP_KEYS)),
        )

    def _shard(self, table: dict[str, object]) -> Shard | None:
        """Return the share of the inputs that runs here read, if not all of them."""
        try:
            return read_shard(written) if (written := self._text(table, "shard", "")) else None
        except ValueError as error:
            raise self._fault("shard", f"cannot be used: {error}") from error

    def _marking(self, table: dict[str, object]) -> dict[str, object]:
        """Return the rules of marking; what an older version knew and is no more is told with what to use instead."""
        marking = table.get("marking")
        if isinstance(marking, dict) and "worth" in marking:
            raise self._fault(
                "marking.worth",
                f"is no setting any more: stakes took the place of check-worthiness; take it out, and say by marking.threshold "
                f"from which stakes on (0 to {_MOST_STAKES}; {THRESHOLD:g} where it is not set) a claim is to be verified",
            )
        return self._table(table, "marking", _MARKING_KEYS)

    def _threshold(self, marking: dict[str, object]) -> float:
        threshold = self._number(marking, "threshold", "marking.", THRESHOLD)
        if threshold > _MOST_STAKES:
            rule = f"is the stakes from which a claim is to be verified, 0 to {_MOST_STAKES}, and no sum of weights any more"
            raise self._fault("marking.threshold", rule)
        return threshold

    def _publisher(self, table: dict[str, object]) -> Publisher | None:
        """Return who publishes our reviews, if that is said: all of it, and pages on the publisher's own site."""
        if not table:
            return None
        name, url, checks_url = (self._text(table, key, "publisher.") for key in _PUBLISHER_KEYS)
        if not (name and url and checks_url):
            raise self._fault("publisher", f"needs all of {', '.join(_PUBLISHER_KEYS)}")
        for key, address in (("url", url), ("checks_url", checks_url.replace(CLAIM_ID, "0" * 16))):
            if not safe_url(address):
                raise self._fault(f"publisher.{key}", "must be an address that begins with http:// or https://")
        if CLAIM_ID not in checks_url:
            raise self._fault("publisher.checks_url", f"needs {CLAIM_ID} in it: each fact-check has a page of its own")
        site, host = host_of(url), host_of(checks_url.replace(CLAIM_ID, "0" * 16))
        if host != site and not host.endswith(f".{site}"):
            raise self._fault("publisher.checks_url", f"must be on the publisher's own site, {site}")
        return Publisher(name, url, checks_url)

    def _schedules(self, table: dict[str, object]) -> tuple[Schedule, ...]:
        schedules = tuple(self._schedule(entry, prefix) for prefix, entry in self._entries(table, "schedule"))
        names = [schedule.name for schedule in schedules]
        for name in names:
            if names.count(name) > 1:
                raise self._fault("schedule", f"two schedules are called {name!r}; give each its own name")
        return schedules

    def _entries(self, table: dict[str, object], key: str) -> list[tuple[str, dict[str, object]]]:
        """Return the tables of a list of tables, each with the prefix that names it in a fault."""
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._fault(key, f"must be written as [[{key}]], once for each")
        return [(f"{key}[{index}].", entry) for index, entry in enumerate(entries)]

    def _feed(self, entry: dict[str, object], prefix: str) -> Feed:
        self._refuse_unknown(entry, _FEED_KEYS, prefix)
        url = self._text(entry, "url", prefix)
        if url is None or not url.startswith(("http://", "https://")):
            raise self._fault(f"{prefix}url", "must be an address that begins with http:// or https://")
        return Feed(url, self._text(entry, "outlet", prefix), self._text(entry, "language", prefix))

    def _keeping(self, table: dict[str, object]) -> tuple[Keeping, ...]:
        """Return how long the texts of each outlet are kept whole; one rule for each, and one for all others."""
        rules: dict[str | None, Keeping] = {}
        for prefix, entry in self._entries(table, "keep"):
            self._refuse_unknown(entry, _KEEP_KEYS, prefix)
            outlet, texts = self._text(entry, "outlet", prefix), self._text(entry, "texts", prefix) or "full"
            if texts not in {"full", "spans"}:
                raise self._fault(f"{prefix}texts", 'must be "full" or "spans"')
            if outlet in rules:
                raise self._fault("keep", f"has two rules for {outlet or 'all outlets'}; give each its own")
            days = self._number(entry, "days", prefix, 0) if "days" in entry else None
            rules[outlet] = Keeping(outlet, 0 if texts == "spans" and days is None else days)
        return tuple(rules.values())

    def _lake(self, table: dict[str, object]) -> Lake | None:
        """Return where rows are kept instead of in the live file, if that is said: catalog and files."""
        catalog, files = (self._text(table, key, "lake.") for key in _LAKE_KEYS)
        if not table:
            return None
        if not (catalog and files):
            raise self._fault("lake", f"needs both {' and '.join(_LAKE_KEYS)}")
        return Lake(catalog, files if "://" in files else str(self._folder(files).absolute()))

    def _feed_schedules(self, table: dict[str, object]) -> tuple[Schedule, ...]:
        """Return a schedule for each feed that has its own times."""
        schedules = []
        for prefix, entry in self._entries(table, "feed"):
            feed, when = self._feed(entry, prefix), self._when(entry, prefix)
            if when != (None, None):
                schedules.append(Schedule(f"feed {feed.url}", (feed.as_input,), *when))
        return tuple(schedules)

    def _web(self, table: dict[str, object]) -> WebLimits:
        """Return the bounds of the web, as far as they can be set."""
        plain = WebLimits()
        most_megabytes = self._number(table, "most_megabytes", "web.", plain.most_bytes / 1e6, at_least=0.1)
        return WebLimits(
            timeout_seconds=self._number(table, "timeout_seconds", "web.", plain.timeout_seconds, at_least=1),
            delay_seconds=self._number(table, "delay_seconds", "web.", plain.delay_seconds),
            most_bytes=int(most_megabytes * 1e6),
            most_pages=int(self._number(table, "most_pages", "web.", plain.most_pages, at_least=1)),
            most_hosts=int(self._number(table, "most_hosts", "web.", plain.most_hosts, at_least=1)),
            site_seconds=self._number(table, "site_seconds", "web.", plain.site_seconds, at_least=1),
            run_seconds=self._number(table, "run_seconds", "web.", plain.run_seconds, at_least=1),
            allow_loopback=self._yes_or_no(table, "allow_loopback", "web.", plain.allow_loopback),
        )

    def _asking(self, table: dict[str, object]) -> AskingSettings:
        """Return which outside sources are asked, and which registers of the desk's own."""
        plain, asked = AskingSettings(), self._table(table, "sources", SOURCES_KEYS)
        by_source = asked.get("source", {})
        if not isinstance(by_source, dict) or not all(isinstance(each, dict) for each in by_source.values()):
            raise self._fault("sources.source", "must be written [sources.source.NAME], once for each")
        self._refuse_unknown(by_source, SOURCE_NAMES, "sources.source.")
        cron, interval = self._when(asked, "sources.")
        return AskingSettings(
            cron=cron,
            interval_seconds=interval,
            web=self._yes_or_no(asked, "web", "sources.", plain.web),
            most_items=int(self._number(asked, "most_items", "sources.", plain.most_items, at_least=1)),
            by_source={name: self._source(each, f"sources.source.{name}.") for name, each in by_source.items()},
            registers=tuple(self._register(entry, prefix) for prefix, entry in self._entries(table, "register")),
        )

    def _source(self, table: dict[str, object], prefix: str) -> SourceSettings:
        self._refuse_unknown(table, SOURCE_KEYS, prefix)
        plain, address = SourceSettings(), self._text(table, "address", prefix)
        if address is not None and not address.startswith(("http://", "https://")):
            raise self._fault(f"{prefix}address", "must be an address that begins with http:// or https://")
        return SourceSettings(
            on=self._yes_or_no(table, "on", prefix, plain.on),
            address=address.rstrip("/") if address else None,
            daily=int(self._number(table, "daily", prefix, plain.daily)),
            at_once=int(min(8, self._number(table, "at_once", prefix, plain.at_once, at_least=1))),
        )

    def _register(self, entry: dict[str, object], prefix: str) -> Register:
        self._refuse_unknown(entry, REGISTER_KEYS, prefix)
        told = {key: self._text(entry, key, prefix) for key in REGISTER_KEYS}
        name, file, thing, value = (told[key] for key in ("name", "file", "thing", "value"))
        if not (name and file and thing and value):
            raise self._fault(prefix.rstrip("."), "needs name, file, thing and value")
        return Register(
            name, self._folder(file), thing, value, told["table"], told["unit"], told["unit_column"], told["date"], told["url"],
        )  # fmt: skip

    def _budget(self, table: dict[str, object]) -> Budget:
        """Return what one article may take, and how much it may be."""
        cost, bounds = Cost(), Bounds()
        return Budget(
            Cost(
                seconds=self._number(table, "seconds", "budget.", cost.seconds, at_least=1),
                megabytes=self._number(table, "megabytes", "budget.", cost.megabytes, at_least=50),
            ),
            Bounds(
                characters=int(self._number(table, "characters", "budget.", bounds.characters, at_least=1_000)),
                elements=int(self._number(table, "elements", "budget.", bounds.elements, at_least=100)),
                claims=int(self._number(table, "claims", "budget.", bounds.claims, at_least=1)),
            ),
        )

    def _desk(self, table: dict[str, object]) -> DeskSettings:
        """Return how the desk is reached; the names of hosts, headers and proxies must be such."""
        plain = DeskSettings()
        users_file = self._text(table, "users_file", "desk.")
        header = self._text(table, "trusted_header", "desk.")
        if header is not None and not _HEADER_NAME.fullmatch(header):
            raise self._fault("desk.trusted_header", "must be the name of a header, as in X-Forwarded-User")
        host = self._text(table, "host", "desk.") or plain.host
        if not _is_host(host):
            raise self._fault("desk.host", "must be a name or an address to listen on, without port")
        port = self._number(table, "port", "desk.", plain.port)
        if port != int(port) or port > _MOST_PORT:
            raise self._fault("desk.port", f"must be a whole number up to {_MOST_PORT}; 0 takes a free one")
        return DeskSettings(
            host=host,
            port=int(port),
            users_file=self._folder(users_file) if users_file else None,
            trusted_header=header,
            trusted_proxies=self._each(table, "trusted_proxies", _is_network, "addresses or networks"),
            allowed_hosts=self._each(table, "allowed_hosts", _is_host, "names of hosts, without port"),
            session_hours=self._number(table, "session_hours", "desk.", plain.session_hours, at_least=0.1),
            publish_seconds=self._number(table, "publish_seconds", "desk.", plain.publish_seconds),
        )

    def _backup(self, table: dict[str, object]) -> BackupSettings:
        every, folder = self._text(table, "every", "backup."), self._text(table, "folder", "backup.")
        if every is not None and every not in TIMES:
            raise self._fault("backup.every", f"must be one of {', '.join(TIMES)}")
        keep = int(self._number(table, "keep", "backup.", BackupSettings().keep, at_least=1))
        return BackupSettings(every, keep, self._folder(folder) if folder else None)

    def _digest(self, table: dict[str, object]) -> DigestSettings:
        """Return where the digest goes and when; no fault shows an address, for it may hold a password."""
        to = self._texts(table, "to", "digest.")
        for number, address in enumerate(to, start=1):
            if "://" not in address:
                raise self._fault("digest.to", f"needs an address with :// in it, as mailto://..., at place {number}")
        link = self._text(table, "link", "digest.")
        if link and not safe_url(link):
            raise self._fault("digest.link", "must be an address that begins with http:// or https://")
        try:
            return DigestSettings(to, tuple(map(read_time, self._texts(table, "at", "digest."))), link)
        except ValueError as error:
            raise self._fault("digest.at", "must be times of the day (UTC) as in 06:00") from error

    def _yes_or_no(self, table: dict[str, object], key: str, prefix: str, default: bool) -> bool:  # noqa: FBT001
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self._fault(f"{prefix}{key}", "must be true or false")
        return value

    def _each(self, table: dict[str, object], key: str, fits: Callable[[str], bool], what: str) -> tuple[str, ...]:
        """Return a list of the desk's texts, each of which must fit."""
        listed = self._texts(table, key, "desk.")
        for each in listed:
            if not fits(each):
                raise self._fault(f"desk.{key}", f"must be a list of {what}; {each!r} is none")
        return listed

    def _when(self, entry: dict[str, object], prefix: str) -> tuple[str | None, int | None]:
        """Return the cron line and the interval of a schedule or feed, one of them at most."""
        cron = self._text(entry, "cron", prefix)
        interval = int(self._number(entry, "interval_seconds", prefix, 0)) or None
        if cron is not None and interval is not None:
            raise self._fault(prefix.rstrip("."), "needs either cron or interval_seconds, and not both")
        return cron, interval

    def _schedule(self, entry: dict[str, object], prefix: str) -> Schedule:
        self._refuse_unknown(entry, _SCHEDULE_KEYS, prefix)
        cron, interval = self._when(entry, prefix)
        if cron is None and interval is None:
            raise self._fault(prefix.rstrip("."), "needs either cron or interval_seconds, and not both")
        inputs = self._inputs(entry, prefix)
        if not inputs:
            raise self._fault(f"{prefix}inputs", "names no input; list at least one file or folder")
        return Schedule(self._text(entry, "name", prefix) or f"schedule-{prefix[9:-2]}", inputs, cron, interval)

    def _inputs(self, table: dict[str, object], prefix: str) -> tuple[str, ...]:
        """Return the inputs, paths made absolute, since a schedule runs somewhere else."""
        listed = self._texts(table, "inputs", prefix)
        return tuple(each if "://" in each else str((self.base / each).absolute()) for each in listed)

    def _folder(self, value: str) -> Path:
        return self.base / Path(value).expanduser()

    def _table(self, table: dict[str, object], key: str, known: tuple[str, ...]) -> dict[str, object]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self._fault(key, f"must be a table, written [{key}]")
        self._refuse_unknown(value, known, f"{key}.")
        return value

    def _text(self, table: dict[str, object], key: str, prefix: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise self._fault(prefix + key, "must be text in quotes")
        return value or None

    def _texts(self, table: dict[str, object], key: str, prefix: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self._fault(prefix + key, "must be a list of texts")
        return tuple(value)

    def _number(self, table: dict[str, object], key: str, prefix: str, default: float, *, at_least: float = 0) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not at_least <= value <= _MOST:
            raise self._fault(prefix + key, f"must be a number, {at_least:g} or more")
        return value

    def _refuse_unknown(self, table: Mapping[str, object], known: tuple[str, ...], prefix: str) -> None:
        for key in table:
            if key not in known:
                raise self._fault(prefix + key, f"is not a known setting; known here: {', '.join(known)}")

    def _fault(self, key: str, rule: str) -> SettingsError:
        return SettingsError(f"{self.file}: {key} {rule}")


def _is_network(text: str) -> bool:
    """Tell whether the text is an address or a network."""
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _is_host(text: str) -> bool:
    """Tell whether the text is an address or a name of a host."""
    return bool(_HOST_NAME.fullmatch(text)) or ("/" not in text and _is_network(text))
