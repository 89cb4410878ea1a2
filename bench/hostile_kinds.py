"""Hostile inputs by kind: each kind is a name, the ending of its file, and what makes it at a size in bytes.

Nothing here is anybody's text: fragments repeated, markup that nests, archives that lie, packed nothing.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_STORY = "The town of Tarn spent 40 million euros on the bridge last year, said the mayor, Ana Ruiz. "
_FRAGMENTS = (
    "1,", "1, ", "$1 ", "€1", "1/2 ", "$1 million ", "twenty-", "twenty ", "1. ", "... ", ". ", "one hundred ", "1-", "1-2 ", "1%",
    "1 per cent of ", "5 to 6 ", "1 people, ", "one of whom ", "first ", "largest ", "the only ", "1st ", "1:2 ", "aged 5, ",
    "Jan 1 ", "Monday ", "2001 ", "2001-", "in 1990s and ", "during that period ", "last year ", "a ", "a\n", "A ", "A.", "a, ",
    "“a ", "“a” ", '"a" ', "‘a’ ", "“", "”", '"', "'", "“1 dead,” he said. ", "“Go on.” ", '"Go," said Bo. ', "said ", "he said ",
    "He said. ", "said that ", ", and he said ", ", who said ", "according to ", "his claim that ", "Bo said, ", "with a saying ",
    "Bo: a\nCy: b\n", "— Bo Ash (@boash) June 2, 2016\n", "“a\n", "will ", "would be 1 ", "signed the deal ", "was killed by ",
    "killed 5 by ", "agreed to ", "if ", "should ", "(a) ", "[1]", "-- ", "!?", "?", "Mr. ", "Ms Ash said. He ", "\u0301", "a\u0301",
    "\u202e", "\U0001f600", "x.Y", "a@b.c ", "http://a.b/c ", "Photo: ", "- ", "\t", "|1|", "^", "{", "ab", "1", "the ", "of ",
    _STORY, "1 2 ", "1 million to 2 million ", "no ", "hundreds of ", "dozens ", "$", "%", "Subscribe to continue reading. ",
)  # fmt: skip
_LAID_OUT = (  # questions, tables, sums, lists, transcripts, units and titles
    "He said it did that. ", "But, it was those of them. ", "The 5-year-old said he was the one. ", "Ada Lind said. Lind said 5. ",
    "It is likely that the bridge would. ", "(Getty Images) ", "(AP) ", "WATCH: ", "Related: 5 ", "www.a.b ", "T HE 5 ", "— a (@bo) ",
    "‘I’ “we” 5 ", "which he said was, ", "Critics said it was 5. ", "A survey found that 5 per cent said so. ", "the same, ",
    "A 1 2 3\n", "A 1 2 3 ", "Total | 1 | 2\n", "1 2 3\n", "Party 40% 41% -\n", "A B C\nT 1 2\n", "1\t2\t3\n", "A - - 1\n\n",
    "5 of 10, 3 others. ", "up 5 per cent to 10 from 9. ", "5 men and 3 women, 8 in all. ", "$1, or 5 per cent, ", "3 + 4 = 7. ",
    "5, 3 and 2 respectively, ", "a total of 8: 5 in Tarn, ", "5 more than 3, ", "twice the 5 ", "double from 1 to 3 ", "half of the 9 ",
    "Bo said:\n• a b\n", "• 1 people said\n", "\n- x", "Bo said: ", "Bo said:\n* 5 a\n* 6 b\n\n", "• Bo said:\n",
    "BO: 5 a\nCY: b\n", "Q: a\nA: 5\n", "(APPLAUSE)\n", "BO: \n", "BO (on camera): 5\n\n", "“BO: a ", "Bo Ash: ",
    "5 km/h ", "3 kWh per hectare ", "1.2 per 1,000 ", "5 °C ", "5m³ ", "2 bn barrels of oil per day ", "€5/t ", "5 basis points ",
    "President Bo Ash ", "Dr. Sir Lady ", "Ash, 45, ", "the mayor of Tarn, ", "Bo Ash, who is the head of Tarn, ", "former ",
    "Able Bodies Club (ABC) ", "ABC ", "U.S. ", "Bo Ash’s ", "Mr Ash and Mr Bo and ", "the Tarn of the Tarn of ", "Senate Bill 5 ",
)  # fmt: skip
_FIELDS = ("title", "outlet", "byline", "language", "published_at", "url", "genre")
_PAGE = "<html><body><article>" + f"<p>{_STORY}</p>" * 3
_MARKUP = {
    "br": "a<br>", "p": "<p>a b c.</p>", "div": "<div>", "b": "<b>a", "span": "<span>a</span> ", "link": "<a href='/x'>a</a> ",
    "list": "<ul><li>a", "items": "<li>an item</li>", "rows": "<tr><td>1</td><td>b</td></tr>", "comment": "<!-- a -->",
    "script": "<script>a<b</script>", "open": "<", "doctype": "<!DOCTYPE[", "entity": "&lt;", "meta": "<meta name=date content=1>",
    "form": "<form><input>", "svg": "<svg><g>", "frame": "<iframe src=x>", "heading": "<h2>A b</h2>",
}  # fmt: skip

Make = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of hostile input."""

    name: str
    ending: str
    make: Make


def repeated(piece: str, head: str = "", tail: str = "") -> Make:
    """Return what repeats a piece to a size, between a head and a tail."""
    return lambda size: (head + piece * (size // len(piece.encode()) + 1) + tail).encode()


def kinds() -> Iterator[Kind]:
    """Yield every kind."""
    for fragment in (*_FRAGMENTS, *_LAID_OUT):
        yield Kind(f"text {fragment[:24]!r}", ".txt", repeated(fragment))
    for name, piece in _MARKUP.items():
        yield Kind(f"html {name}", ".html", repeated(piece, _PAGE))
    yield Kind("html table", ".html", repeated("<tr><td>1<td>b", _PAGE + "<table>", "</table>"))
    yield Kind("html attributes", ".html", lambda size: _PAGE.encode() + _attributes(size))
    yield Kind("html data", ".html", repeated(" ", _PAGE + '<script type="application/ld+json">{"@type" :', "x"))
    yield Kind("html quoted", ".html", repeated(' "', _PAGE + "<p a"))
    yield from _records()
    yield from _packed()
    yield from _archives()


def _attributes(size: int) -> bytes:
    return b"<p " + b" ".join(b"a%d" % number for number in range(size // 6)) + b">x"


def _records() -> Iterator[Kind]:
    """Yield JSON that nests, lies or is endless."""
    text = json.dumps(_STORY)
    yield Kind("json nested list", ".json", lambda size: b"[" * size)
    yield Kind("json closed nest", ".json", lambda size: b"[" * (size // 2) + b"]" * (size // 2))
    yield Kind("json nested author", ".json", lambda size: _nested(text, min(size // 100, 900)))
    yield Kind("json values", ".json", repeated("1,", "[", "1]"))
    yield Kind("json empty lists", ".json", repeated("[],", "[", "[]]"))
    yield Kind("json keys", ".json", lambda size: json.dumps({f"k{n}": n for n in range(size // 12)}).encode())
    yield Kind("json markup", ".json", lambda size: json.dumps({"text": _STORY + "<p>a</p>" * (size // 8)}).encode())
    yield Kind("json digits", ".json", repeated("9", '{"text": '))
    for name in _FIELDS:
        for piece in ("Bo Ash ", "“a” ", "| A "):
            yield Kind(f"json {name} {piece!r}", ".json", _with_field(name, piece))
    yield Kind(
        "jsonl one figure", ".jsonl", _articles("At least {0} people died when the ferry Alba sank, said Ana Ruiz.")
    )
    yield Kind(
        "jsonl one claim", ".jsonl", _articles("At least 5 people died when the ferry Alba sank, said Ana Ruiz{0}.")
    )
    yield Kind("jsonl one body", ".jsonl", _articles("The Bureau of Tarn {0} said that 5 people left Tarn in 2021."))
    yield Kind(
        "jsonl one page",
        ".jsonl",
        _articles("The town of Tarn spent {0} million euros on the bridge.", "https://a.example/b"),
    )
    yield Kind("jsonl broken", ".jsonl", repeated("{\n"))
    yield Kind("jsonl blank", ".jsonl", repeated("\n"))
    yield Kind("jsonl scalars", ".jsonl", repeated("1\n"))


def _with_field(name: str, piece: str) -> Make:
    """Return what repeats a piece in one field of a record beside a story."""
    return lambda size: json.dumps({"text": _STORY * 3, name: piece * (size // len(piece.encode()) + 1)}).encode()


def _articles(pattern: str, url: str = "https://o{0}.example/a") -> Make:
    """Return articles of many outlets that tell nearly the same, or versions of one page."""

    def make(size: int) -> bytes:
        lines = (
            json.dumps({"url": url.format(n), "outlet": f"Outlet {n}", "title": "Tarn", "text": pattern.format(n)})
            for n in range(size // 150 + 1)
        )
        return "\n".join(lines).encode()

    return make


def _nested(text: str, depth: int) -> bytes:
    return f'{{"text": {text}, "author": {"[" * depth}"a"{"]" * depth}}}'.encode()


def _packed() -> Iterator[Kind]:
    """Yield gzips of a thousand times their size."""
    for name, piece, ending in (
        ("broken lines", b"{\n", ".jsonl.gz"), ("one line", b"a", ".jsonl.gz"), ("blank lines", b"\n", ".jsonl.gz"),
        ("text", b"a ", ".txt.gz"), ("list", b"[],", ".json.gz"), ("page", b"<br>a", ".html.gz"),
    ):  # fmt: skip
        yield Kind(f"gzip {name}", ending, _bomb(piece))


def _bomb(piece: bytes, head: bytes = b"") -> Make:
    """Return what packs a thousand times the size."""

    def make(size: int) -> bytes:
        packer = zlib.compressobj(9, wbits=31)
        block = piece * (1_000_000 // len(piece))
        return (
            packer.compress(head)
            + b"".join(packer.compress(block) for _ in range(max(1, size // 500)))
            + packer.flush()
        )

    return make


def _record(body: bytes, length: int | None = None, kind: str = "text/html") -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/b\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _archives() -> Iterator[Kind]:
    """Yield web archives that are cut, lie of their lengths, or unpack without end."""
    page = (_PAGE + "</article></body></html>").encode()
    whole = _record(page)
    yield Kind("warc records", ".warc", lambda size: whole * (size // len(whole) + 1))
    yield Kind("warc cut in its header", ".warc", lambda size: whole * (size // len(whole) + 1) + whole[:70])
    yield Kind("warc cut in its body", ".warc", lambda size: whole * (size // len(whole) + 1) + whole[:400])
    yield Kind("warc huge length", ".warc", lambda size: _record(page * (size // len(page) + 1), 10**30))
    yield Kind("warc negative length", ".warc", lambda size: _record(page * (size // len(page) + 1), -5))
    yield Kind("warc one long line", ".warc", repeated("a", "WARC/1.0\r\nWARC-Type: "))
    yield Kind("warc header lines", ".warc", repeated("a: b\r\n", "WARC/1.0\r\n"))
    yield Kind("warc.gz body", ".warc.gz", _bomb(b"a ", _record(b"", 10**10)[:-4]))
    yield Kind("warc.gz line", ".warc.gz", _bomb(b"a", b"WARC/1.0\r\nWARC-Type: "))
    yield Kind("warc.gz headers", ".warc.gz", _bomb(b"a: b\r\n", b"WARC/1.0\r\n"))
    yield Kind("warc.gz members", ".warc.gz", lambda size: gzip.compress(whole) * (size // 300 + 1))
