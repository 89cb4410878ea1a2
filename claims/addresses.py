"""Web addresses folded to what they name: one story is one page, whichever way people came to it.

Scheme, default port, fragment, marks of campaigns and clicks, AMP and mobile forms, a trailing slash and the spelling of
escapes tell nothing of the story. Case and order beyond that are kept: they may.
"""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# What outlets, networks and newsletters hang on an address to learn where a reader came from.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|ms|tt|y|tw)clid|usqp|amp_(?:js_v|gsa)|g(?:ad_source|braid|clsrc)|wbraid|igshi?d?|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|"
    r"vero_id|at_(?:medium|campaign|custom\d|link\w*|ptr_name|format|bbc_team)|ns_(?:mchannel|source|campaign|linkname|fee)|"
    r"(?:ic|nc|oc)id|cmp(?:id)?|smid|smtyp|sref|srnd|ito|tsrc|guccounter|guce_\w+|wt\.(?:mc|tsrc)\w*|_ga|_gl|spm|s_kwcid|"
    r"__twitter_impression|traffic_source|feedtype|feedname|soc_\w+|xtor|trk(?:campaign|info)?|ref_?(?:src|url)?|referr?er",
    re.IGNORECASE,
)
# Pairs of name and value that choose a form of the page, or say where it was met, and not another page.
_FORMS = {*((name, "amp") for name in ("outputtype", "output", "view", "type", "mode", "format")),
    *(("amp", value) for value in ("", "1", "true", "yes")), ("partner", "rss"), ("source", "rss"), ("from", "rss"),
}  # fmt: skip
_AMP_CACHE = re.compile(r"[\w-]+\.cdn\.ampproject\.org")
_IN_CACHE = re.compile(r"/(?:[acivw]/)?(s/)?([\w-]+(?:\.[\w-]+)+(?::\d+)?)(/.*)?")
_GOOGLE = re.compile(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_OTHER_HOST = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.[^.])")
_AMP_END = re.compile(r"(?:/amp|\.amp|[./-]amp(?=\.html?$))(?=\.html?$|$)", re.IGNORECASE)
_AMP_START = re.compile(r"^/amp(?=/.)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SAFE = ":@!$&'()*+,;=~-._"


def fold_address(url: str) -> str:
    """Return the address in the one form that its story goes by, for comparing, not for fetching.

    What is no web address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return url
    if inner := _behind_a_cache(host, parts.path):
        return fold_address(urlunsplit(("https", *inner, parts.query, "")))
    place = _OTHER_HOST.sub("", host)
    place = f"[{place}]" if ":" in place else place
    place = place if port in {None, 80, 443} else f"{place}:{port}"
    return urlunsplit(("https", place, _fold_path(parts.path), _fold_query(parts.query), ""))


def _behind_a_cache(host: str, path: str) -> tuple[str, str] | None:
    """Return host and path of the page that an AMP cache or Google's viewer shows; None for other addresses."""
    if _GOOGLE.fullmatch(host) and path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    elif not _AMP_CACHE.fullmatch(host):
        return None
    match = _IN_CACHE.fullmatch(path)
    return (match[2], match[3] or "/") if match else None


def _fold_path(path: str) -> str:
    """Return the path without its AMP form, index page and trailing slash, escapes only where they must be."""
    path = "/".join(quote(unquote(part), safe=_SAFE) for part in path.split("/"))  # an escaped slash stays one
    path = re.sub(r"/{2,}", "/", path)
    before = None
    while path != before:  # /amp/amp, /index.html/amp
        before = path
        path = _INDEX.sub("", _AMP_START.sub("", _AMP_END.sub("", path.rstrip("/"))))
    return path or "/"


def _fold_query(query: str) -> str:
    """Return what is left of the query when marks of tracking and AMP are gone, sorted by name."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if not _TRACKING.fullmatch(name) and (name.lower(), value.lower()) not in _FORMS
    ]
    return urlencode(sorted(kept))


_ID = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{0,2}\d{5,}|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{12,32}|id[a-z]{2}[a-z0-9]{6,})(?![a-z0-9])"
)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?")


def story_key(url: str) -> str | None:
    """Return what the addresses of one story share whose slug follows its headline: the host and the last id of the path.

    None where no id stands in the path. Two stories may share it (an id can be a topic's): it is to be looked at, not taken.
    """
    parts = urlsplit(fold_address(url))
    ids = [found for found in _ID.findall(parts.path.lower()) if not _DAY.fullmatch(found)]
    return f"{parts.netloc}#{ids[-1]}" if parts.netloc and ids else None


def host_of(url: str) -> str:
    """Return the host of an address, folded."""
    return urlsplit(fold_address(url)).netloc
