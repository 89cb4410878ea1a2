"""Web archives (.warc, .warc.gz, .arc): their pages become articles as if they had been fetched when they were archived.

Read as a stream: an archive may be larger than memory. Pictures, scripts, redirects and error pages are no articles and
are left out, as are revisits, which say that nothing changed.
"""

import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from claims.metadata import moment_of, web_address
from claims.model import Article
from claims.read import MAX_ARTICLE_BYTES, Unreadable
from flows.pages import Sent, read_sent

ENDINGS = (".warc", ".arc")
"""Each also with .gz."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_HOLDING = {"response", "resource", "conversion"}


def is_archive(name: str) -> bool:
    """Tell by its name whether a file is a web archive."""
    return name.lower().removesuffix(".gz").endswith(ENDINGS)


def read_archive(path: Path, shown: str, outlet: str | None = None) -> Iterator[Article | Unreadable]:
    """Yield the articles of the archive's pages, and a refusal for each page that cannot be read.

    An archive that breaks off is told with the number of records that could be read. Raises OSError when it cannot be
    opened.
    """
    with path.open("rb") as file:
        yield from _read_records(file, shown, outlet)


def _read_records(file: IO[bytes], shown: str, outlet: str | None) -> Iterator[Article | Unreadable]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # noqa: PLC0415 - archives only
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # noqa: PLC0415
    from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]  # noqa: PLC0415

    records = 0
    try:
        with closing(ArchiveIterator(file, arc2warc=True)) as archive:
            for record in archive:
                records += 1
                yield from _read_record(record, shown, outlet)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, ValueError, KeyError) as error:
        rule = f"it breaks off after {records} records ({_first_words(error)})"
        yield Unreadable(shown, rule, "Fetch it again; `warcio recompress` mends one that is packed as a whole")
        return
    if not records:
        yield Unreadable(shown, "it holds no record of a web archive", "Name a .warc or .warc.gz file")


def _first_words(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _read_record(record: Any, shown: str, outlet: str | None) -> Iterator[Article | Unreadable]:
    """Yield the articles of one record; nothing for one that holds no page."""
    url = web_address(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
    kind, charset = _type_of(record)
    if url is None or record.rec_type not in _HOLDING or not kind.startswith(_PAGE_TYPES) or not _is_good(record):
        return
    name = f"{shown}, {url}"
    content = record.content_stream().read(MAX_ARTICLE_BYTES + 1)
    record.raw_stream.read()
    if getattr(record.raw_stream, "limit", 0) or record.rec_headers.get_header("WARC-Truncated"):
        yield Unreadable(name, "its record is cut short", "Fetch the page itself")
    elif not content:
        yield Unreadable(name, "it is empty", "Fetch the page itself")
    else:
        sent_at = moment_of(record.rec_headers.get_header("WARC-Date")) or datetime.now(UTC)
        yield from read_sent(Sent(url, content, kind, charset, sent_at), name, outlet)


def _type_of(record: Any) -> tuple[str, str | None]:
    """Return the type and encoding that the page was sent with, else those of the record."""
    headers = record.http_headers or record.rec_headers
    kind, _, parameters = headers.get_header("Content-Type", "").partition(";")
    charset = parameters.lower().partition("charset=")[2].strip(" \"';") or None
    return kind.strip().lower(), charset


def _is_good(record: Any) -> bool:
    """Tell whether the page was found when it was archived; records without a status are as good as found."""
    return record.http_headers is None or record.http_headers.get_statuscode() == "200"
