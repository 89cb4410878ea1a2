"""Fetching from many hosts at once: how long it takes, how polite it is, and how much memory it needs.

    python -m bench.fetching [--hosts 500] [--pages 20] [--delay 1.0] [--most-hosts 32]

A server on loopback answers for hosts that this process alone knows by name; it notes when each was asked. One after the
other would take pages x hosts x delay; politeness alone asks for pages x delay.
"""

import argparse
import asyncio
import json
import multiprocessing
import resource
import socket
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from claims.model import Article
from flows.inputs import Address
from flows.limits import WebLimits
from flows.settings import Settings
from flows.web_inputs import WebReader

WORDS = "The port of {host} counted {count} containers in week {page}, the council said. It plans {count} more. "


def main() -> None:
    """Print one line of JSON with what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--pages", type=int, default=20, help="of each host")
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--most-hosts", type=int, default=WebLimits().most_hosts)
    asked = parser.parse_args()
    with _server(asked.pages) as (port, ask_report):
        _resolve_names_here()
        feeds = [Address(f"http://host-{number}.test:{port}/feed", is_feed=True) for number in range(asked.hosts)]
        limits = WebLimits(delay_seconds=asked.delay, allow_loopback=True, most_hosts=asked.most_hosts)
        began, cpu = time.monotonic(), time.process_time()
        with WebReader(Settings(Path("unused"), web=limits)) as web:
            read = sum(isinstance(each, Article) for each in web.read_all(feeds))
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        report = ask_report()
    one_by_one = asked.hosts * (asked.pages + 1) * asked.delay
    print(
        json.dumps(
            {
                "hosts": asked.hosts,
                "articles": read,
                "seconds": round(seconds, 1),
                "cpu_seconds": round(cpu, 1),
                "politeness_alone_seconds": (asked.pages + 1) * asked.delay,
                "one_after_the_other_seconds": one_by_one,
                "times_faster": round(one_by_one / seconds, 1),
                "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                **report,
            }
        )
    )


def _resolve_names_here() -> None:
    """Let names that end in .test stand for this machine, and let no other be asked."""

    def resolve(_host: object, port: object, *_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    socket.getaddrinfo = resolve  # type: ignore[assignment]


@contextmanager
def _server(pages: int) -> Iterator[tuple[int, Any]]:
    """Run the server in a process of its own; yields its port, and what asks it for its report."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, pages), daemon=True)
    process.start()

    def ask_report() -> Any:
        ours.send("report")
        return ours.recv()

    try:
        yield ours.recv(), ask_report
    finally:
        process.terminate()
        process.join()


def _serve(pipe: Connection, pages: int) -> None:
    asyncio.run(_answer(pipe, pages))


async def _answer(pipe: Connection, pages: int) -> None:
    asked: defaultdict[str, list[float]] = defaultdict(list)

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().split("\r\n")
                path = lines[0].split(" ")[1]
                host = next(line[6:] for line in lines if line.lower().startswith("host: "))
                asked[host].append(time.monotonic())
                kind, body = _body(path, host, pages)
                writer.write(
                    f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(visit, "127.0.0.1", 0, backlog=2_000)
    pipe.send(server.sockets[0].getsockname()[1])
    while True:
        await asyncio.to_thread(pipe.recv)
        gaps = [later - at for moments in asked.values() for at, later in pairwise(moments)]
        pipe.send({"requests": sum(map(len, asked.values())), "shortest_pause_seconds": round(min(gaps), 3)})


def _body(path: str, host: str, pages: int) -> tuple[str, bytes]:
    if path == "/robots.txt":
        return "text/plain", b"User-agent: *\nAllow: /\n"
    if path == "/feed":
        items = "".join(f"<url><loc>http://{host}/{page}</loc></url>" for page in range(pages))
        words = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        return "application/xml", words.encode()
    name, page = host.partition(".")[0], path.strip("/")
    text = "".join(f"<p>{WORDS.format(host=name, count=int(name[5:]) * 7 + line, page=page)}</p>" for line in range(12))
    return "text/html", f"<html><title>Port news {page} of {name}</title><article>{text}</article></html>".encode()


if __name__ == "__main__":
    main()
