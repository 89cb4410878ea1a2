"""Web archives (.warc, .warc.gz, .arc): their pages become articles as if they had been fetched when they were archived.

Read as a stream: an archive may be larger than memory. Pictures, scripts, redirects and error pages are no articles and
are left out, as are revisits, which say that nothing changed.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import IO, Any

from claims.metadata import moment_of, web_address
from claims.model import Article
from claims.read import MAX_ARTICLE_BYTES, Unreadable, refuse_bomb
from flows.limits import ROOMY, Budget
from flows.pages import Sent, read_sent
from flows.watch import OverBudget, refusal_of, watched

ENDINGS = (".warc", ".arc")
"""Each also with .gz."""

logging.getLogger("warcio").setLevel(logging.ERROR)  # it would print addresses as they stand in an archive

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_HOLDING = {"response", "resource", "conversion"}
_LONGEST_LINE, _LONGEST_HEADER, _PIECE_BYTES = 65_536, 1_000_000, 65_536


def is_archive(name: str) -> bool:
    """Tell by its name whether a file is a web archive."""
    return name.lower().removesuffix(".gz").endswith(ENDINGS)


def read_archive(
    file: IO[bytes], shown: str, outlet: str | None = None, budget: Budget = ROOMY
) -> Iterator[Article | Unreadable]:
    """Yield the articles of an open archive's pages, and a refusal for each page that cannot be read.

    An archive that breaks off is told with the number of records that could be read.
    """
    records = 0
    place = shown
    try:
        with closing(_opened(file, shown)) as archive:
            while archive.reader:
                with watched(budget.cost):
                    archive.reader.header_bytes = 0
                    record = next(archive, None)
                    page = _page_of(record, shown) if record else None
                if record is None:
                    break
                records += 1
                place = f"{shown}, after {records} records"
                if isinstance(page, Sent):
                    yield from read_sent(page, f"{shown}, {page.url}", outlet, budget)
                elif page:
                    yield page
    except OverBudget as over:
        yield refusal_of(over, place)
    except Unreadable as refusal:
        yield Unreadable(place, refusal.rule, refusal.next_step)
    except Exception as error:  # noqa: BLE001 - whatever the library stumbles over in a broken archive
        rule = f"it breaks off after {records} records ({_first_words(error)})"
        yield Unreadable(shown, rule, "Fetch it again; `warcio recompress` mends one that is packed as a whole")
    else:
        if not records:
            yield Unreadable(shown, "it holds no record of a web archive", "Name a .warc or .warc.gz file")


def _opened(file: IO[bytes], shown: str) -> Any:
    """Return the library's iterator over a file, told of what it must not do: long lines, bombs, words of its own."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # noqa: PLC0415 - archives only
    from warcio.bufferedreaders import DecompressingBufferedReader  # type: ignore[import-untyped]  # noqa: PLC0415

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]
        header_bytes = 0  # since the last record

        def readline(self, length: int | None = None) -> Any:
            line = super().readline(min(length or _LONGEST_LINE, _LONGEST_LINE))
            self.header_bytes += len(line)
            if self.header_bytes > _LONGEST_HEADER:
                rule = f"the header of a record has more than {_LONGEST_HEADER / 1e6:.0f} MB"
                raise Unreadable(shown, rule, "Fetch it again")
            return line

        def _process_read(self, data: bytes) -> None:
            super()._process_read(data)
            refuse_bomb(self.num_read, file.tell(), shown)

    class Archive(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # it would print what it found instead of a record's end

    archive = Archive(file, arc2warc=True)
    archive.reader = Reader(file)
    return archive


def _first_words(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _page_of(record: Any, shown: str) -> Sent | Unreadable | None:
    """Return the page of one record; None for one that holds none."""
    if record.rec_headers.get_header("Content-Length") is None:
        return Unreadable(shown, "the header of its last record is cut short", "Fetch it again")
    url = web_address((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))
    kind, charset = _type_of(record)
    if url is None or record.rec_type not in _HOLDING or not kind.startswith(_PAGE_TYPES) or not _is_good(record):
        return None
    name = f"{shown}, {url}"
    content = record.content_stream().read(MAX_ARTICLE_BYTES + 1)
    while record.raw_stream.read(_PIECE_BYTES):
        pass
    if getattr(record.raw_stream, "limit", 0) or record.rec_headers.get_header("WARC-Truncated"):
        return Unreadable(name, "its record is cut short", "Fetch the page itself")
    if not content:
        return Unreadable(name, "it is empty", "Fetch the page itself")
    sent_at = moment_of(record.rec_headers.get_header("WARC-Date")) or datetime.now(UTC)
    return Sent(url, content, kind, charset, sent_at)


def _type_of(record: Any) -> tuple[str, str | None]:
    """Return the type and encoding that the page was sent with, else those of the record."""
    headers = record.http_headers or record.rec_headers
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    charset = parameters.lower().partition("charset=")[2].strip(" \"';") or None
    return kind.strip().lower(), charset


def _is_good(record: Any) -> bool:
    """Tell whether the page was found when it was archived; records without a status are as good as found."""
    return record.http_headers is None or record.http_headers.get_statuscode() == "200"
