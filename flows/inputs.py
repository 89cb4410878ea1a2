"""What `factdesk check` and `run` read: files, folders, standard input and web addresses become articles, or refusals."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claims.model import Article
from claims.read import Unreadable, read_articles, read_json_lines
from flows.archives import is_archive, read_archive
from flows.bodies import refuse_bodiless
from flows.folders import (
    LARGEST_BYTES,
    Input,
    ends_with,
    files_below,
    in_print,
    is_folder,
    is_printable,
    list_folder,
    misnamed,
    unopened,
)
from flows.limits import ROOMY, Budget
from flows.progress import Meter, size_of
from flows.shards import Shard
from flows.watch import within

if TYPE_CHECKING:
    from flows.web_inputs import WebReader

ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl", ".warc")
"""What is read inside a folder; each also as .gz. A file that is named outright is read whatever it is called."""

TOLD_REFUSALS, MOST_IN_A_ROW = 100, 1_000
"""How many refusals of one file are told one by one, and after how many on end it is left."""

FEED = "feed:"
"""What stands before an address that must be a feed or a sitemap, as in feed:https://news.example/rss."""

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Address:
    """One web address to read."""

    url: str
    is_feed: bool  # it must be a feed or a sitemap; else its content tells what it is


def list_inputs(asked: Sequence[str], shard: Shard | None = None) -> Iterator[Input | Address | Unreadable]:
    """Yield the files and addresses behind the inputs in a settled order, or why one of them yields none.

    Of a shard, what belongs to it: a file by the name that its page goes by, an address by its host; and standard input,
    which nobody else has.
    """
    for found in _list_all(asked):
        is_alone = isinstance(found, Input) and found.path is None
        if shard is None or is_alone or shard.has(_shared_by(found)):
            yield found


def _shared_by(found: Input | Address | Unreadable) -> str:
    """Return the name by which an input belongs to one share or another."""
    return (urlsplit(found.url).hostname or found.url) if isinstance(found, Address) else found.name


def _list_all(asked: Sequence[str]) -> Iterator[Input | Address | Unreadable]:
    for each in asked:
        path = Path(each)
        if not is_printable(each):
            yield misnamed(each)
        elif each == "-":
            yield Input("standard input", "standard input", None)
        elif each.removeprefix(FEED).lower().startswith(_WEB):
            yield Address(each.removeprefix(FEED), each.startswith(FEED))
        elif "://" in each:
            yield Unreadable(each, "only addresses of the web are asked (http, https)", "Download it and name the file")
        elif is_folder(path):
            yield from list_folder(path, ENDINGS, "article")
        elif not os.path.exists(path):  # noqa: PTH110 - the path's own raises where a name is too long
            yield Unreadable(each, "there is no such file or folder", "Check the spelling and the folder you are in")
        elif not path.is_file():
            yield Unreadable(
                each, "it is neither a file nor a folder", "Name a file or a folder, or pipe it in and name -"
            )
        else:
            yield Input(each, path.name, path)


def left_out(asked: Sequence[str]) -> list[str]:
    """Return the files inside the asked folders that are left out for their endings, hidden ones not counted."""
    folders = [Path(each) for each in asked if each != "-" and is_folder(Path(each))]
    return [
        in_print(str(path))
        for folder in folders
        for path in sorted(files_below(folder))
        if not ends_with(path, ENDINGS)
    ]


def read_inputs(  # noqa: PLR0913 - what is read, and by which bounds
    asked: Sequence[str],
    outlet: str | None = None,
    web: "WebReader | None" = None,
    meter: Meter | None = None,
    budget: Budget = ROOMY,
    *,
    shard: Shard | None = None,
) -> Iterator[Article | Unreadable]:
    """Yield every article of every input, one file in memory at a time, and every refusal on the way.

    Addresses that stand beside each other are asked together. Of a shard, only the inputs that belong to it.

    Without `web` no address is asked. The `meter` is told how many bytes of the files were read.
    """
    meter = meter or Meter()
    for _, together in groupby(list_inputs(asked, shard), type):
        addresses: list[Address] = []
        for each in together:
            if isinstance(each, Unreadable):
                yield each
            elif isinstance(each, Address):
                addresses.append(each)
                continue
            else:
                with meter.reading(each.path):
                    yield from _few_refusals(_read_input(each, outlet, meter, budget), each.shown)
            meter.done_inputs += 1
        yield from web.read_all(addresses, outlet, meter) if web else map(_unasked, addresses)


def _unasked(address: Address) -> Unreadable:
    return Unreadable(address.url, "the web is not asked here", "Save the page as .html and name that file")


def size_of_inputs(asked: Sequence[str], shard: Shard | None = None) -> tuple[int, int]:
    """Return how many inputs there are behind what was asked, and how many bytes the files among them have."""
    number = total = 0
    for each in list_inputs(asked, shard):
        number, total = number + 1, total + (size_of(each.path) if isinstance(each, Input) else 0)
    return number, total


def _few_refusals(reads: Iterator[Article | Unreadable], shown: str) -> Iterator[Article | Unreadable]:
    """Yield what a file holds; of its refusals the first hundred, and how many there were more.

    A file that goes on with nothing that can be read is left: three kilobytes may hold a million such lines.
    """
    refused = in_a_row = 0
    for read in reads:
        is_refusal = isinstance(read, Unreadable)
        refused, in_a_row = refused + is_refusal, in_a_row + 1 if is_refusal else 0
        if not is_refusal or refused <= TOLD_REFUSALS:
            yield read
        if in_a_row >= MOST_IN_A_ROW:
            rule = f"{in_a_row:,} of its records in a row cannot be read, and what stands behind them is left"
            yield Unreadable(shown, rule, "Look at the first of them, which are told above")
            return
    if refused > TOLD_REFUSALS:
        rule = f"{refused - TOLD_REFUSALS:,} more of its records cannot be read"
        yield Unreadable(shown, rule, f"Look at the first {TOLD_REFUSALS}, which are told above")


def _read_input(source: Input, outlet: str | None, meter: Meter, budget: Budget) -> Iterator[Article | Unreadable]:
    try:
        if source.path and is_archive(source.path.name):
            with source.open() as file:
                yield from read_archive(file, source.shown, outlet, budget)
            return
        if source.path and source.path.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
            with source.open() as file:
                meter.follow(file)
                reads = read_json_lines(file, source.name, outlet=outlet, bounds=budget.bounds)
                yield from _as_asked(within(reads, source.name, budget.cost), source)
            return
        data = _read_bytes(source)
    except OSError as error:
        yield unopened(source.shown, error)
        return
    except Unreadable as refusal:
        yield refusal
        return
    if data is None:
        rule = f"it has more than {LARGEST_BYTES / 1e6:,.0f} MB"
        yield Unreadable(source.shown, rule, "Split it, for instance with `split --lines 10000`")
        return
    reads = read_articles(data, source.name, outlet=outlet, bounds=budget.bounds)
    yield from _as_asked(within(reads, source.name, budget.cost), source)


def _as_asked(reads: Iterator[Article | Unreadable], source: Input) -> Iterator[Article | Unreadable]:
    """Yield what was read, refusals under the path that the operator wrote, and articles only with body text."""
    for read in reads:
        if isinstance(read, Unreadable):
            yield _named_as_asked(read, source)
        else:
            yield refuse_bodiless(read, _shown_name(read.name, source)) or read


def _read_bytes(source: Input) -> bytes | None:
    """Return the bytes of the input; None if it is too large to be held at once. Raises OSError and Unreadable."""
    if source.path is None:
        data = source.open().read(LARGEST_BYTES + 1)
    else:
        with source.open() as file:
            data = file.read(LARGEST_BYTES + 1)
    return data if len(data) <= LARGEST_BYTES else None


def _named_as_asked(refusal: Unreadable, source: Input) -> Unreadable:
    """Say the refused input's path as the operator wrote it; the reader only knows the page's name."""
    return Unreadable(_shown_name(refusal.name, source), refusal.rule, refusal.next_step)


def _shown_name(name: str, source: Input) -> str:
    """Return the path as the operator wrote it, with the record's name where it is one of several."""
    return source.shown + name.removeprefix(source.name) if name.startswith(source.name) else f"{source.shown}, {name}"
