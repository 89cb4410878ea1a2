"""What outside sources answered, kept as it came: one WARC file for each body, named by its hash.

The same file is the archive, from which can be shown what was seen, and the cache, from which a question is answered again.
"""

import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

_BREAKS = re.compile(r"[\x00-\x1f\x7f]+")

logging.getLogger("warcio").setLevel(logging.ERROR)  # it would print addresses as they stand in a file


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was fetched: its bytes and their type, where it came from, and when."""

    content: bytes
    content_type: str
    url: str
    at: datetime

    @property
    def sha256(self) -> str:
        """The hash by which it is found again."""
        return sha256(self.content).hexdigest()


class KeptBodies:
    """The folder of kept bodies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place_of(self, digest: str) -> Path:
        """Return where the body of a hash is kept."""
        return self._folder / digest[:2] / f"{digest}.warc.gz"

    def keep(self, body: Body) -> Path:
        """Keep a body, once; a process that is killed meanwhile leaves no half file under the name. Raises OSError."""
        place = self.place_of(body.sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            prepared = place.with_name(f".{place.name}.{token_hex(4)}")
            with prepared.open("wb") as out:
                write_resource(WARCWriter(out, gzip=True), body)
            prepared.replace(place)
        return place

    def read(self, digest: str) -> bytes | None:
        """Return the bytes of a kept body; None where it is gone or no longer what it was."""
        body = self.body_of(digest)
        return body.content if body else None

    def body_of(self, digest: str) -> Body | None:
        """Return a kept body with where it came from and when; None where it is gone or no longer what it was."""
        try:
            with self.place_of(digest).open("rb") as opened:
                body = next(_bodies(opened), None)
        except (OSError, ArchiveLoadFailed, EOFError, ValueError, zlib.error):
            return None
        return body if body is not None and body.sha256 == digest else None


def _bodies(opened: BinaryIO) -> Iterator[Body]:
    for record in ArchiveIterator(opened):
        if record.rec_type == "resource":
            url, at, content_type = (_told(record, name) for name in ("WARC-Target-URI", "WARC-Date", "Content-Type"))
            yield Body(record.content_stream().read(), content_type, url, datetime.fromisoformat(at))


def _told(record: Any, name: str) -> str:
    """Return what a record's header says; nothing where a damaged one says nothing."""
    return record.rec_headers.get_header(name) or ""


def write_resource(writer: WARCWriter, body: Body) -> None:
    """Write a body as a WARC record of type resource: the bytes as they were unpacked, their place, type, moment and hash."""
    headers = {"WARC-Date": body.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "X-SHA-256": body.sha256}
    url, content_type = (
        _BREAKS.sub("%20", each) for each in (body.url, body.content_type)
    )  # no header within a header
    record = writer.create_warc_record(
        url, "resource", payload=BytesIO(body.content), length=len(body.content),
        warc_content_type=content_type or "application/octet-stream", warc_headers_dict=headers,
    )  # fmt: skip
    writer.write_record(record)
