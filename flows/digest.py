"""The digest of what is new: gathered from the published file, sent where the settings say, told to nobody twice.

The addresses it goes to hold passwords and tokens: nothing here prints, keeps or logs them, nor does what sends it.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flows.editions import Edition, Reach, is_due, read_editions, write_editions
from flows.publish import REPORT_FILE, Ask, edition_of
from flows.settings import Settings
from flows.threads_told import with_threads
from flows.written import alone_in, replaced, sweep
from reports.digest import MOST_LISTED, Digest, digest_markdown
from reports.questions import question
from warehouse.ask import asking

FILE_NAME = "digest.md"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: to how many of the addresses it went, and a line for each that it did not reach."""

    reached: int = 0
    asked: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """The digest after a run, as Markdown, and what came of sending it; None where it was not due."""

    digest: Digest
    text: str
    sent: Sent | None = None


def digest_after_run(settings: Settings) -> Told:
    """Write the digest beside the report, and send it if it has news, goes anywhere and is due."""
    digest, given = gather_digest(settings)
    text = digest_markdown(digest)
    with alone_in(settings.reports_folder):
        sweep([settings.reports_folder])
        with replaced(settings.reports_folder / FILE_NAME) as file:
            file.write(text)
    last = read_editions(settings.reports_folder).sent
    due = is_due(last.made_at if last else None, digest.made_at, settings.digest.at)
    if not (settings.digest.to and digest.has_news and due):
        return Told(digest, text)
    return Told(digest, text, send_digest(settings, digest, text, given))


def gather_digest(settings: Settings) -> tuple[Digest, Edition]:
    """Return what is new in the published file since the last digest that was sent, and how far it tells.

    Where digests go nowhere, it is since the report since which the present one tells its news.
    """
    with asking(settings.published, timeout_seconds=600) as asked:
        return _gathered(asked, settings)


def _gathered(asked: Ask, settings: Settings) -> tuple[Digest, Edition]:
    given = edition_of(asked)  # first: what comes in meanwhile is told again rather than never
    editions = read_editions(settings.reports_folder)
    last = editions.sent if settings.digest.to else editions.before
    since = last.reach if last else Reach()
    report = settings.digest.link or str((settings.reports_folder / REPORT_FILE).absolute())
    digest = Digest(
        made_at=given.made_at,
        since=last.made_at if last else None,
        counts=asked(question("digest", articles=since.articles, rejects=since.rejects)).to_dicts()[0],
        new_claims=with_threads(
            asked, asked(question("new_claims", claims=since.claims, most_rows=MOST_LISTED)).to_dicts()
        ),
        edits=asked(question("figure_edits", articles=since.articles, most_rows=MOST_LISTED)).to_dicts(),
        refused=asked(question("refused_inputs", rejects=since.rejects, most_rows=MOST_LISTED)).to_dicts(),
        link=report,
    )
    return digest, given


def send_digest(settings: Settings, digest: Digest, text: str, given: Edition) -> Sent:
    """Send the digest to every address; where one of them took it, the next tells what is new from here on."""
    sent = send(settings.digest.to, digest.heading, text)
    if sent.reached:
        with alone_in(settings.reports_folder):
            write_editions(settings.reports_folder, replace(read_editions(settings.reports_folder), sent=given))
    return sent


def send(to: Sequence[str], title: str, text: str) -> Sent:
    """Send Markdown to every address, each for itself; an address that fails is told by its kind and its place alone."""
    faults = []
    with _silence():
        for number, address in enumerate(to, start=1):
            fault = _send_to(address, title, text)
            if fault:
                faults.append(f"the digest did not go to digest.to, place {number} ({_kind_of(address)}): {fault}")
    return Sent(len(to) - len(faults), len(to), tuple(faults))


def _send_to(address: str, title: str, text: str) -> str | None:
    """Send to one address; return what went wrong and what to do, if anything did."""
    from apprise import Apprise, AppriseAsset, NotifyFormat  # noqa: PLC0415 - takes long to load, and few have targets

    asset = AppriseAsset(app_id="factdesk", app_desc="factdesk", app_url="", async_mode=False)
    try:
        apprise = Apprise(asset=asset)
        if not apprise.add(address):
            return "it is no address that apprise knows; compare with github.com/caronc/apprise"
        if not apprise.notify(body=text, title=title, body_format=NotifyFormat.MARKDOWN):
            return "it could not be reached, or refused; mend it and try `factdesk digest --send`"
    except Exception as error:  # noqa: BLE001 - what the service is or answers must not stop the run, nor show the address
        return f"sending failed ({type(error).__name__}); mend it and try `factdesk digest --send`"
    return None


def _kind_of(address: str) -> str:
    """Return the part of an address that holds no secret."""
    kind = address.partition("://")[0]
    return kind if kind.isalnum() and len(kind) <= 16 else "of an unknown kind"


@contextmanager
def _silence() -> Iterator[None]:
    """Keep apprise from logging, for it names addresses."""
    logger = logging.getLogger("apprise")
    was, propagated = logger.level, logger.propagate
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    try:
        yield
    finally:
        logger.setLevel(was)
        logger.propagate = propagated
