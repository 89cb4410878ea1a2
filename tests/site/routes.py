"""What the test site holds: pages, feeds and sitemaps, and every way of misbehaving that has its defined outcome."""

import gzip
import json
import time
import zlib

from tests.site.server import Route, Site, Visit

WORDS = (
    (
        "The harbour board said on Monday that 412 containers were moved in {month}, up from 380 a year before. "
        "Its chair, Ilse Brandt, told reporters that the new crane had cost 3.4 million euros."
    ),
    (
        "Dockers had asked for two more cranes since the spring. The city will vote on the budget in three weeks, "
        "according to its spokesman, and the unions plan to speak at the hearing."
    ),
    (
        "Shipping firms were content. One of them, which employs 1,200 people along the coast, called the figures "
        "the best that the port has seen since the flood, and promised to hire forty apprentices before winter."
    ),
)
TITLE = "Harbour moves more containers"


def page(month: str = "May", *, title: str = TITLE, head: str = "", lang: str = "en") -> str:
    """Return a sound news page, about the figures of a month."""
    body = "".join(f"<p>{words.format(month=month)}</p>" for words in WORDS)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def json_ld(published: str) -> str:
    """Return the script by which a page tells its date."""
    data = {"@type": "NewsArticle", "datePublished": published}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def rss(items: str, *, prologue: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    """Return an RSS feed around the items."""
    return f'{prologue}<rss version="2.0"><channel><title>Port</title><link>/</link>{items}</channel></rss>'


def item(path: str, title: str = "From the feed", published: str | None = "Mon, 04 May 2026 08:00:00 GMT") -> str:
    """Return an item of an RSS feed."""
    day = f"<pubDate>{published}</pubDate>" if published else ""
    return f"<item><title>{title}</title><link>{path}</link>{day}</item>"


def sending(body: str | bytes, **how: object) -> Route:
    """Return the route that always answers the same."""
    return lambda visit: visit.send(body, **how)  # type: ignore[arg-type]


def leading(status: int, target: str | None) -> Route:
    """Return the route that redirects; {site} in the target is the site itself."""

    def route(visit: Visit) -> None:
        headers = {} if target is None else {"Location": target.format(site=visit.site.url)}
        visit.send(b"", status=status, **headers)

    return route


# -- pages and versions of them


def _conditional(visit: Visit) -> None:
    if visit.headers.get("If-None-Match") == '"v1"':
        visit.begin(304, {"ETag": '"v1"'})
    else:
        visit.send(page("June"), ETag='"v1"')


def _last_modified(visit: Visit) -> None:
    day = "Mon, 04 May 2026 08:00:00 GMT"
    if visit.headers.get("If-Modified-Since") == day:
        visit.begin(304, {})
    else:
        visit.send(page("July"), Last_Modified=day)


def _edited(visit: Visit) -> None:
    tag = f'"v{visit.times}"'
    visit.send(page("May").replace("412", "421") if visit.times > 1 else page("May"), ETag=tag)


# -- servers that have their troubles


def _recovers(visit: Visit) -> None:
    visit.send(page("August") if visit.times > 2 else "sorry", status=200 if visit.times > 2 else 500)


def _busy_for_a_second(visit: Visit) -> None:
    if visit.times == 1:
        visit.send("wait", status=429, Retry_After="1")
    else:
        visit.send(page("September"))


def _cookie_wall(visit: Visit) -> None:
    if "seen=1" in visit.headers.get("Cookie", ""):
        visit.send(page("October"))
    else:
        visit.send(b"", status=302, Location="/cookie", Set_Cookie="seen=1; Path=/")


def _many_hops(visit: Visit) -> None:
    number = int(visit.path.rpartition("/")[2])
    visit.send(b"", status=302, Location=f"/hops/{number + 1}")


# -- servers that are slow, or stop


def _drips_body(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Content-Length": "100000"})
    visit.drip(page().encode() * 20, every_seconds=0.1, seconds=8)


def _drips_headers(visit: Visit) -> None:
    visit.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 10_000, every_seconds=0.1, seconds=8)


def _silent(visit: Visit) -> None:
    time.sleep(3)
    visit.hang_up()


def _silent_midway(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Content-Length": "100000"})
    visit.wfile.write(page().encode())
    visit.wfile.flush()
    time.sleep(3)
    visit.hang_up()


def _cut_short(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Content-Length": "9999999"})
    visit.wfile.write(page().encode())
    visit.hang_up()


def _cut_once(visit: Visit) -> None:
    if visit.times == 1:
        _cut_short(visit)
    else:
        visit.send(page("November"))


def _more_than_declared(visit: Visit) -> None:
    data = page().encode()
    visit.begin(200, {"Content-Type": "text/html", "Content-Length": str(len(data))})
    visit.wfile.write(data + b"<p>and this is never read</p>")
    visit.close_connection = True


def _hangs_up(visit: Visit) -> None:
    visit.hang_up()


def _no_http(visit: Visit) -> None:
    visit.wfile.write(b"220 mail.example ESMTP\r\n" * 3)
    visit.close_connection = True


# -- too much, or the wrong thing


def _bomb(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Content-Encoding": "gzip", "Connection": "close"})
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    try:
        for _ in range(1_000):  # a gigabyte
            visit.wfile.write(packer.compress(zeros))
        visit.wfile.write(packer.flush())
    except OSError:
        pass
    visit.close_connection = True


def _endless(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Connection": "close"})
    try:
        for _ in range(20_000):
            visit.wfile.write(b"<p>" + b"again and again " * 1_000)
    except OSError:
        pass
    visit.close_connection = True


def _large(visit: Visit) -> None:
    visit.send(page().replace("</article>", "<p>" + "again and again " * 700_000 + "</p></article>"))


def _announces_much(visit: Visit) -> None:
    visit.begin(200, {"Content-Type": "text/html", "Content-Length": str(10**12)})
    visit.hang_up()


LOLS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{(f"&lol{n - 1 if n > 1 else str()};") * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY out SYSTEM "file:///etc/hostname">]>'
FUTURE = "Fri, 04 May 2096 08:00:00 GMT"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def _urlset(urls: str, *, extra: str = "") -> str:
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{extra}>{urls}</urlset>'


def _index(visit: Visit, *paths: str) -> None:
    maps = "".join(f"<sitemap><loc>{visit.site.url}{path}</loc></sitemap>" for path in paths)
    head = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    visit.send(f"{head}{maps}</sitemapindex>", kind="application/xml")


def _news_sitemap(visit: Visit) -> None:
    news = (
        "<n:news><n:publication><n:name>Port Times</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2026-05-04T08:00:00Z</n:publication_date><n:title>From the sitemap</n:title></n:news>"
    )
    picture = '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:loc>/photo.png</i:loc></i:image>'
    urls = f"<url>{picture}<loc>{visit.site.url}/listed/news</loc>{news}</url>"
    visit.send(_urlset(urls, extra=f' xmlns:n="{NEWS}"'), kind="application/xml")


def _json_feed(visit: Visit) -> None:
    items = [
        {"id": "1", "url": "/listed/json", "title": "From the feed", "date_published": "2026-05-04T08:00:00Z"},
        {"id": "2", "title": "An item without an address"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Port", "items": items}
    visit.send(json.dumps(feed), kind="application/feed+json")


def _fails_at_first(visit: Visit) -> None:
    if visit.times <= 1:
        visit.send("sorry", status=404)
    else:
        visit.send(rss(item("/listed/late")), kind="application/rss+xml")


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/listed/"><title>Port</title><id>urn:port</id>'
    '<entry><title type="html">From &lt;b>the&lt;/b> feed</title><id>urn:1</id><link rel="alternate" href="atom"/>'
    "<author><name>Ann Quist</name></author><published>2026-05-04T08:00:00Z</published>"
    "<updated>2026-05-09T08:00:00Z</updated></entry></feed>"
)
BROKEN = rss(item("/listed/broken-1", "Fish & chips") + "<item><title>never closed<link>/x").replace(
    "</channel></rss>", ""
)

MARKS = "£5 – “dear”"
ENCODED = page().replace("3.4 million euros", f"café {MARKS}")
RUSSIAN = page(lang="ru").replace(
    "</article>", "<p>" + "Порт перевалил 412 контейнеров в мае, сообщил совет. " * 8 + "</p></article>"
)


ROUTES: dict[str, Route] = {
    "/story": sending(page()),
    "/conditional": _conditional,
    "/last-modified": _last_modified,
    "/edited": _edited,
    "/moved-for-good": leading(301, "/story"),
    "/moved-for-now": leading(302, "/story"),
    "/circle": leading(302, "/circle"),
    "/circle/a": leading(302, "/circle/b"),
    "/circle/b": leading(302, "/circle/a"),
    **{f"/hops/{number}": _many_hops for number in range(10)},
    "/cookie": _cookie_wall,
    "/to-nowhere": leading(302, None),
    "/to-ftp": leading(302, "ftp://news.example/story"),
    "/to-file": leading(302, "file:///etc/passwd"),
    "/to-metadata": leading(302, "http://169.254.169.254/latest/meta-data/"),
    "/to-private": leading(307, "http://10.0.0.1/"),
    "/to-forbidden": leading(302, "/forbidden/story"),
    "/drips-body": _drips_body,
    "/drips-headers": _drips_headers,
    "/silent": _silent,
    "/silent-midway": _silent_midway,
    "/cut-short": _cut_short,
    "/cut-once": _cut_once,
    "/more-than-declared": _more_than_declared,
    "/hangs-up": _hangs_up,
    "/no-http": _no_http,
    "/bomb": _bomb,
    "/endless": _endless,
    "/large": _large,
    "/announces-much": _announces_much,
    "/damaged-gzip": sending(b"\x1f\x8b" + b"damaged" * 200, Content_Encoding="gzip"),
    "/gzipped": sending(gzip.compress(page().encode()), Content_Encoding="gzip"),
    "/recovers": _recovers,
    "/500": sending("sorry", status=500),
    "/busy": _busy_for_a_second,
    "/busy-for-long": sending("wait", status=429, Retry_After="7200"),
    "/maintenance": sending("wait", status=503, Retry_After="7200"),
    "/410": sending("gone", status=410),
    "/401": sending("who are you", status=401, WWW_Authenticate="Basic"),
    "/403": sending("no", status=403),
    "/451": sending("no", status=451),
    "/418": sending("teapot", status=418),
    "/204": lambda visit: visit.begin(204, {}),
    "/empty": sending(b""),
    "/forbidden/story": sending(page()),
    "/story.private": sending(page()),
    "/says-utf8": sending(ENCODED.encode("cp1252")),
    "/says-latin1": sending(ENCODED.encode(), kind="text/html; charset=iso-8859-1"),
    "/says-nonsense": sending(ENCODED.encode(), kind="text/html; charset=klingon"),
    "/says-cyrillic": sending(RUSSIAN.encode("cp1251"), kind="text/html; charset=windows-1251"),
    "/untyped": sending(page(), kind=None),
    "/typed-as-text": sending(page(), kind="text/plain"),
    "/typed-as-bytes": sending(page(), kind="application/octet-stream"),
    "/text": sending("\n\n".join(WORDS).format(month="May"), kind="text/plain; charset=utf-8"),
    "/record": sending(json.dumps({"title": TITLE, "text": " ".join(WORDS)}), kind="application/json"),
    "/picture": sending(b"\x89PNG\r\n\x1a\n" + bytes(100), kind="image/png"),
    "/disguised-picture": sending(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "/document": sending(b"%PDF-1.7", kind="application/pdf"),
    "/shell": sending("<!doctype html><html><head><title>Loading</title></head><body><div id=app></div></body></html>"),
    "/future": sending(page(head=json_ld("2096-05-04T08:00:00Z"))),
    # pages that lists name
    **{
        f"/listed/{name}": sending(page(f"a month of {name}"))
        for name in ("rss", "atom", "news", "json", "broken-1", "bomb", "outside", "future", "late", "gz", "deep", "twice", "latin")
    },
    "/listed/dated": sending(page("a dated month", head=json_ld("2026-02-01T08:00:00Z"))),
    # lists
    "/feeds/rss": sending(rss(item("../listed/rss") + item("/404")), kind="application/rss+xml"),
    "/feeds/atom": sending(ATOM, kind="application/atom+xml"),
    "/feeds/json": _json_feed,
    "/feeds/as-html": sending(rss(item("/listed/rss"))),
    "/feeds/news.xml": _news_sitemap,
    "/feeds/packed.xml.gz": sending(gzip.compress(_urlset("<url><loc>/listed/gz</loc></url>").encode()), kind="application/gzip"),
    "/feeds/index.xml": lambda visit: _index(visit, "/feeds/news.xml", "/feeds/gone.xml"),
    "/feeds/index-of-indexes.xml": lambda visit: _index(visit, "/feeds/index.xml", "/feeds/index-of-indexes.xml"),
    "/feeds/broken": sending(BROKEN, kind="application/rss+xml"),
    "/feeds/hopeless": sending("<rss version='2.0'><channel><title>", kind="application/rss+xml"),
    "/feeds/bomb": sending(rss(item("/listed/bomb", "&lol9;lol"), prologue=LOLS), kind="application/xml"),
    "/feeds/outside": sending(rss(item("/listed/outside", "&out;in"), prologue=OUTSIDE), kind="application/xml"),
    "/feeds/many-elements": sending(rss("<item><title>" + "<a " * 300_000), kind="application/xml"),
    "/feeds/future": sending(rss(item("/listed/future", published=FUTURE)), kind="application/xml"),
    "/feeds/other-date": sending(rss(item("/listed/dated")), kind="application/xml"),
    "/feeds/updated-only": sending(ATOM.replace("published>", "issued-not>").replace('"atom"', '"latin"'), kind="application/xml"),
    "/feeds/says-utf8": sending(rss(item("/listed/latin", "Café")).encode("latin-1"), kind="application/xml"),
    "/feeds/names": sending(rss(item("/listed/twice", "Caf&eacute;&nbsp;au lait") + item("/listed/twice")), kind="application/xml"),
    "/feeds/nameless": sending(rss("<item><title>No link</title></item>" + item("/listed/deep")), kind="application/xml"),
    "/feeds/private": sending(rss(item("http://192.168.1.1/admin") + item("file:///etc/passwd")), kind="application/xml"),
    "/feeds/of-feeds": sending(rss(item("/feeds/rss")), kind="application/xml"),
    "/feeds/itself": sending(rss(item("/feeds/itself")), kind="application/xml"),
    "/feeds/empty": sending(rss(""), kind="application/xml"),
    "/feeds/moved": leading(301, "/feeds/atom"),
    "/feeds/late": _fails_at_first,
}  # fmt: skip


def furnish(site: Site) -> Site:
    """Give the site all its routes."""
    site.routes.update(ROUTES)
    return site


__all__ = ["ROUTES", "furnish", "item", "json_ld", "page", "rss", "sending"]
