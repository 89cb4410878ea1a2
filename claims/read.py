"""Bytes to articles: plain text, HTML pages and JSON records, each also gzipped.

What cannot be read is not raised but handed out among the articles, so that one bad record does not cost the others.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import IO, Any, Literal, NamedTuple

from claims.barriers import barrier_of
from claims.budget import USUAL, Bounds
from claims.bylines import bare_byline
from claims.ids import article_id_of, page_id_of
from claims.metadata import Metadata, web_address
from claims.model import Article
from claims.read_html import declared_charset, read_page
from claims.read_records import parse_json, read_record, record_id, records_of
from claims.read_text import MAX_ARTICLE_BYTES, clean_text, decode_text, refuse_binary, refuse_oversize
from claims.text_head import head_of
from claims.unreadable import Unreadable

__all__ = ["MAX_ARTICLE_BYTES", "Unreadable", "read_articles", "read_json_lines"]

MAX_LIST_BYTES = 50_000_000  # of one .json file, which may be a list of many records
MAX_LIST_VALUES = 3_000_000  # in it: each takes some 100 bytes of memory, however short it is written
MAX_UNPACKED_BYTES = 4_000_000_000  # of one .jsonl, read line by line

MOST_BLANK_LINES = 100_000  # on end, of a .jsonl
SAFE_UNPACKED_BYTES, MOST_PACKED = 50_000_000, 200  # beyond so many bytes, how many times the packed ones they may be

Form = Literal["text", "html", "json", "jsonl"]

_FORMS: dict[str, Form] = {
    "txt": "text", "text": "text", "md": "text", "html": "html", "htm": "html", "xhtml": "html", "json": "json",
    "jsonld": "json", "jsonl": "jsonl", "ndjson": "jsonl",
}  # fmt: skip
_GZIP = b"\x1f\x8b"


def read_articles(
    data: bytes, name: str, *, outlet: str | None = None, url: str | None = None, bounds: Bounds = USUAL
) -> Iterator[Article | Unreadable]:
    """Yield the articles in the bytes, and an Unreadable for each that cannot be read; raises nothing of its own.

    `name` names the input for people and, by its ending, its form: .txt, .html, .json (a record or a list), .jsonl,
    each also with .gz; content settles other endings. `outlet` overrides what the input says, `url` is where it came from.
    """
    packed = data.startswith(_GZIP)
    stem = name.removesuffix(".gz")
    try:
        form = _form_of(stem, _head(BytesIO(data), name, packed=packed))
        if form == "jsonl":
            yield from _read_lines_of_json(_lines_of(BytesIO(data), packed=packed), name, outlet, bounds)
            return
        content = _unpacked(data, name, MAX_LIST_BYTES if form == "json" else MAX_ARTICLE_BYTES) if packed else data
        yield from _read_whole(content, name, form, (outlet, url), bounds)
    except Unreadable as refusal:
        yield refusal


def read_json_lines(
    file: IO[bytes], name: str, *, outlet: str | None = None, bounds: Bounds = USUAL
) -> Iterator[Article | Unreadable]:
    """Yield the articles of an open .jsonl or .jsonl.gz while it is read: memory does not grow with the file.

    The file must be able to go back to its beginning.
    """
    packed = file.read(2) == _GZIP
    file.seek(0)
    try:
        _head(file, name, packed=packed)
    except Unreadable as refusal:
        yield refusal
        return
    file.seek(0)
    yield from _read_lines_of_json(_lines_of(file, packed=packed), name, outlet, bounds)


def _form_of(stem: str, head: bytes) -> Form:
    """Return the form of an input by the ending of its name, or by how its content begins."""
    ending = stem.rsplit("?", 1)[0].rsplit(".", 1)[-1].lower() if "." in stem else ""
    form = _FORMS.get(ending)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if form in {None, "text"} and (start.startswith((b"<!doctype html", b"<html")) or b"<body" in start):
        return "html"
    if form is None and start.startswith((b"{", b"[{")):
        return "json"
    return form or "text"


def _opened(stream: IO[bytes], *, packed: bool) -> IO[bytes]:
    """Return the stream, unpacked as it is read."""
    return gzip.GzipFile(fileobj=stream) if packed else stream  # type: ignore[return-value]  # it reads as one


class Stream(NamedTuple):
    """What is read line by line, and the file below, which tells how much of it was taken."""

    unpacked: IO[bytes]
    packed: IO[bytes]


def _lines_of(stream: IO[bytes], *, packed: bool) -> Stream:
    return Stream(_opened(stream, packed=packed), stream)


def refuse_bomb(unpacked: int, packed: int, name: str) -> None:
    """Raise Unreadable when bytes have become so many more by unpacking as no text does."""
    if unpacked > SAFE_UNPACKED_BYTES and unpacked > MOST_PACKED * max(packed, 1):
        rule = f"it unpacks to more than {MOST_PACKED} times its size, as no articles do"
        raise Unreadable(name, rule, "Unpack it and look at it")


def _head(stream: IO[bytes], name: str, *, packed: bool) -> bytes:
    """Return the first bytes of the content; raises Unreadable when it is no text or nothing."""
    try:
        head = _opened(stream, packed=packed).read(4096 if packed else 1_000_000)
    except (OSError, EOFError, zlib.error) as error:
        raise _broken_gzip(name, error) from error
    if not head:
        raise Unreadable(name, "it is empty", "Give it the words of an article")
    refuse_binary(head, name)
    return head[:4096]


def _unpacked(data: bytes, name: str, most: int) -> bytes:
    """Return what the gzip holds, refusing to unpack more than `most` bytes."""
    try:
        content = _opened(BytesIO(data), packed=True).read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _broken_gzip(name, error) from error
    if len(content) > most:
        raise Unreadable(name, f"it unpacks to more than {most / 1e6:,.0f} MB", "Split it, or make it .jsonl.gz")
    return content


def _broken_gzip(name: str, error: Exception) -> Unreadable:
    """Return the refusal of a gzip that ends early or is damaged."""
    return Unreadable(name, f"its gzip is damaged ({error})", "Fetch or pack it again")


def _read_whole(
    data: bytes, name: str, form: Form, source: tuple[str | None, str | None], bounds: Bounds
) -> Iterator[Article | Unreadable]:
    """Yield the articles of an input that is read as a whole: one text or page, or one JSON value."""
    outlet, url = source
    if form == "json":
        yield from _read_json(data, name, outlet, bounds)
        return
    refuse_oversize(len(data), name)
    if form == "html":
        text, known = read_page(decode_text(data, name, declared_charset(data)), name, url, bounds)
    else:
        text = clean_text(decode_text(data, name))
        known = replace(head_of(text), url=web_address(url))
    if not text:
        raise Unreadable(name, "it is empty", "Give it the words of an article")
    bounds.refuse_long(text, name)
    if form == "text":
        _refuse_barrier(text, name)
    known = replace(known, outlet=outlet or known.outlet)
    yield _article(text, known, name=name, page=name, read_by=form)


def _read_json(data: bytes, name: str, outlet: str | None, bounds: Bounds) -> Iterator[Article | Unreadable]:
    """Yield the articles of a JSON file; one that holds an object per line is read as JSON lines."""
    if len(data) > MAX_LIST_BYTES:
        raise Unreadable(name, f"it has more than {MAX_LIST_BYTES / 1e6:,.0f} MB", "Make it .jsonl, one record a line")
    values = data.count(b",") + data.count(b"[") + data.count(b"{")
    if values > MAX_LIST_VALUES:
        rule = f"it holds up to {values:,} values, and {MAX_LIST_VALUES:,} are the most of one JSON"
        raise Unreadable(name, rule, "Make it .jsonl, one record a line")
    try:
        value = parse_json(decode_text(data, name), name)
    except Unreadable:
        if not _is_json_line(data.strip().partition(b"\n")[0]):
            raise
        yield from _read_lines_of_json(_lines_of(BytesIO(data), packed=False), name, outlet, bounds)
        return
    records = list(records_of(value))
    if not records:
        raise Unreadable(name, "its list of records is empty", "Give it at least one record with a text")
    for number, record in enumerate(records, start=1):
        yield _read_one(record, name, number if isinstance(value, list) or len(records) > 1 else None, outlet, bounds)


def _is_json_line(line: bytes) -> bool:
    """Tell whether the line is a JSON object by itself."""
    try:
        return isinstance(parse_json(line.decode("utf-8", "replace"), ""), dict)
    except Unreadable:
        return False


def _read_lines_of_json(
    stream: Stream, name: str, outlet: str | None, bounds: Bounds
) -> Iterator[Article | Unreadable]:
    """Yield the article of each line; a line that cannot be read is told by its number, and the next is read."""
    number, is_empty = 0, True
    try:
        for number, line in enumerate(_json_lines(stream, name), start=1):
            if line.strip():
                is_empty = False
                yield _read_json_line(line, name, number, outlet, bounds)
    except (OSError, EOFError, zlib.error) as error:
        yield _broken_gzip(f"{name}, after line {number}", error)
        return
    except Unreadable as refusal:
        yield Unreadable(f"{name}, after line {number}", refusal.rule, refusal.next_step)
        return
    if is_empty:
        yield Unreadable(name, "it is empty", "Give it one JSON record a line")


def _json_lines(stream: Stream, name: str) -> Iterator[bytes]:
    """Yield the lines of the stream; of one that is too long, one byte more than is allowed."""
    total = blank = 0
    while line := stream.unpacked.readline(MAX_ARTICLE_BYTES + 1):
        total += len(line)
        rest = line
        while len(rest) > MAX_ARTICLE_BYTES and not rest.endswith(b"\n") and total <= MAX_UNPACKED_BYTES:
            rest = stream.unpacked.readline(MAX_ARTICLE_BYTES + 1)
            total += len(rest)
        if total > MAX_UNPACKED_BYTES:
            raise Unreadable(
                name, f"it has more than {MAX_UNPACKED_BYTES / 1e9:,.0f} GB", "Split it into several files"
            )
        refuse_bomb(total, stream.packed.tell(), name)
        blank = 0 if line.strip() else blank + 1
        if blank > MOST_BLANK_LINES:
            raise Unreadable(
                name, f"more than {MOST_BLANK_LINES:,} of its lines in a row are blank", "Look at it there"
            )
        yield line


def _read_json_line(line: bytes, name: str, number: int, outlet: str | None, bounds: Bounds) -> Article | Unreadable:
    """Return the article of one line of JSON."""
    place = f"{name}, line {number}"
    try:
        refuse_oversize(len(line), place)
        record = parse_json(decode_text(line, place), place)
    except Unreadable as refusal:
        return refusal
    return _read_one(record, name, number, outlet, bounds)


def _read_one(record: Any, name: str, number: int | None, outlet: str | None, bounds: Bounds) -> Article | Unreadable:
    """Return the article of one record; `number` is its place in the input, None when it is all of it."""
    own_id, holds_beyond = record_id(record)
    place = name if number is None else f"{name}, record {own_id or number}"
    try:
        text, known = read_record(record, place, bounds)
        bounds.refuse_long(text, place)
        _refuse_barrier(text, place)
    except Unreadable as refusal:
        return refusal
    known = replace(known, outlet=outlet or known.outlet)
    page = own_id if own_id and holds_beyond else _page_within(name, own_id or number)
    return _article(text, known, name=own_id or place, page=page, read_by="record")


def _refuse_barrier(text: str, name: str) -> None:
    """Raise Unreadable when the text is a paywall's stub, a consent wall, or a check for robots."""
    if barrier := barrier_of(text):
        raise Unreadable(name, barrier.rule, barrier.next_step)


def _page_within(name: str, record: str | int | None) -> str:
    """Return what names the page of a record: a bare `id` counts within its file only, "1" in two archives is two pages."""
    file_name = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".gz")
    return name if record is None else f"{file_name}#{record}"


def _article(text: str, known: Metadata, *, name: str, page: str, read_by: str) -> Article:
    """Return the article with its ids: of its address where it has one, else of `page` and the outlet."""
    page_id = page_id_of(page, known.outlet, known.url)
    return Article(
        page_id=page_id,
        article_id=article_id_of(page_id, text),
        text=text,
        name=name,
        url=known.url,
        outlet=known.outlet,
        title=known.title,
        byline=bare_byline(known.byline),
        language=known.language,
        published_at=known.published_at,
        published_basis=known.published_basis,
        published_conflicts=known.published_conflicts,
        read_by=read_by,
    )
