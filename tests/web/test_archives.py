"""Web archives are read as if their pages had been fetched when they were archived."""

import gzip
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.model import Article
from claims.unreadable import Unreadable
from flows.inputs import read_inputs
from tests.site.routes import json_ld, page

Write = Callable[..., None]
DAY = "2026-05-04T08:00:00Z"


class Archive:
    """Writes an archive, record by record."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self._held = io.BytesIO()
        self._writer = WARCWriter(self._held, gzip=packed)

    def add(
        self, url: str, body: str | bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK",
        record: str = "response", warc: dict[str, str] | None = None, **headers: str,
    ) -> "Archive":  # fmt: skip
        """Add a record with its HTTP headers, archived on DAY."""
        data = body.encode() if isinstance(body, str) else body
        http = None
        if record == "response":
            named = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
            http = StatusAndHeaders(status, named, protocol="HTTP/1.1")
        made = self._writer.create_warc_record(
            url,
            record,
            payload=io.BytesIO(data),
            http_headers=http,
            warc_content_type="" if http else kind,
            warc_headers_dict={"WARC-Date": DAY} | (warc or {}),
        )
        self._writer.write_record(made)
        return self

    def close(self, cut: int = 0) -> Path:
        """Write the file, without its last bytes."""
        data = self._held.getvalue()
        self.path.write_bytes(data[: len(data) - cut])
        return self.path


def read(path: Path) -> tuple[list[Article], list[Unreadable]]:
    """Read an archive as an input."""
    found = list(read_inputs([str(path)]))
    return [each for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, Unreadable)
    ]


@pytest.mark.parametrize("name", ["day.warc", "day.warc.gz"])
def test_pages_become_articles_of_the_day_of_archiving(tmp_path: Path, name: str):
    """Address, date and text are those of the page; a date after its archiving is not believed."""
    archive = Archive(tmp_path / name, packed=name.endswith(".gz"))
    archive.add("https://news.example/a", page("May"))
    archive.add("https://news.example/b", page("June", head=json_ld("2026-05-09T08:00:00Z")))
    (first, second), refused = read(archive.close())
    assert refused == []
    assert (first.url, first.name) == ("https://news.example/a", f"{tmp_path / name}, https://news.example/a")
    assert first.seen_on == date(2026, 5, 4)
    assert second.published_at is None
    assert second.published_conflicts == ("json-ld: 2026-05-09 08:00 UTC, after it was fetched",)


def test_packed_and_chunked_bodies_are_unpacked(tmp_path: Path):
    """As they came over the wire."""
    archive = Archive(tmp_path / "a.warc.gz")
    archive.add("https://news.example/a", gzip.compress(page().encode()), Content_Encoding="gzip")
    data = page("June").encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    archive.add("https://news.example/b", chunked, Transfer_Encoding="chunked")
    articles, refused = read(archive.close())
    assert (len(articles), refused) == (2, [])


def test_what_is_no_page_is_left_out(tmp_path: Path):
    """Pictures, redirects, errors, requests, revisits and name lookups."""
    archive = Archive(tmp_path / "a.warc.gz").add("https://news.example/a", page())
    archive.add("https://news.example/b.png", b"\x89PNG", kind="image/png")
    archive.add("https://news.example/c", page(), status="404 Not Found")
    archive.add("https://news.example/d", b"", status="301 Moved")
    archive.add("https://news.example/e", b"GET /e HTTP/1.1\r\nHost: news.example\r\n\r\n", record="request")
    archive.add("dns:news.example", "127.0.0.1", record="resource", kind="text/dns")
    archive.add("https://news.example/g", b"", record="metadata", kind="application/json")
    articles, refused = read(archive.close())
    assert [article.url for article in articles] == ["https://news.example/a"]
    assert refused == []


def test_text_that_others_took_out_of_pages_is_read(tmp_path: Path):
    """Records of conversion hold plain text."""
    words = "The harbour board said that 412 containers were moved in May.\n\nIts chair was content with the figures."
    archive = Archive(tmp_path / "a.warc").add("https://news.example/a", words, record="conversion", kind="text/plain")
    [article], refused = read(archive.close())
    assert (article.text, refused) == (words, [])


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path, packed: bool):  # noqa: FBT001
    """What could be read is read, and the break is told."""
    archive = Archive(tmp_path / "a.warc.gz", packed=packed)
    articles, refused = read(
        archive.add("https://news.example/a", page()).add("https://news.example/b", page("June")).close(cut=300)
    )
    assert [article.url for article in articles] == ["https://news.example/a"]
    assert len(refused) == 1
    assert "its record is cut short" in refused[0].rule or "it breaks off after" in refused[0].rule


def test_a_page_that_the_crawler_cut_is_refused(tmp_path: Path):
    """Half a page is no version of it."""
    archive = Archive(tmp_path / "a.warc").add("https://news.example/a", page(), warc={"WARC-Truncated": "length"})
    articles, [refused] = read(archive.close())
    assert (articles, refused.rule) == ([], "its record is cut short")


def test_an_unreadable_page_does_not_cost_the_others(tmp_path: Path):
    """Each is refused under its own address."""
    archive = Archive(tmp_path / "a.warc").add("https://news.example/a", "<html></html>")
    archive.add("https://news.example/b", page())
    articles, [refused] = read(archive.close())
    assert len(articles) == 1
    assert refused.name.endswith("a.warc, https://news.example/a")


@pytest.mark.parametrize("content", [b"", b"no archive at all\r\n\r\n", b"\x1f\x8bdamaged", bytes(500)])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes):
    """One line says so."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    articles, refused = read(path)
    assert articles == []
    assert len(refused) == 1
    assert refused[0].name == str(path)


def test_archives_in_a_folder_are_read(tmp_path: Path, factdesk: Callable[..., Result]):
    """`check` takes them like any other input."""
    Archive(tmp_path / "a.warc.gz").add("https://news.example/a", page()).close()
    result = factdesk("check", "--format", "jsonl", tmp_path)
    assert '"$' in result.stdout or "412 containers" in result.stdout
    assert result.exit_code == 0


def test_the_address_of_a_record_is_told_by_us_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """The library would print one with blanks as it stands, with whatever could act on a terminal."""
    path = Archive(tmp_path / "a.warc", packed=False).add("https://news.example/a-b", page()).close()
    path.write_bytes(path.read_bytes().replace(b"/a-b", b"/a b\x1b]0;c\x07"))

    read(path)

    assert not caplog.records


def test_an_archive_need_not_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The largest file that is held at once is no bound here."""
    import flows.inputs  # noqa: PLC0415

    monkeypatch.setattr(flows.inputs, "LARGEST_BYTES", 10)
    archive: Any = Archive(tmp_path / "a.warc.gz").add("https://news.example/a", page())
    articles, refused = read(archive.close())
    assert (len(articles), refused) == (1, [])
