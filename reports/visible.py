"""Text from elsewhere made safe to look at: nothing invisible may reorder a page, move a cursor or follow a link."""

import re
from urllib.parse import urlsplit

# Control characters other than tab and line ends, the marks that override or isolate writing direction, the
# deprecated format characters beside them, interlinear marks, and halves of surrogate pairs (which no file can hold).
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]")
_URL_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff<>\"\\^`{|}]")


def show_hidden(text: str) -> str:
    """Return the text with every character that could act unseen written out, as in `⟦U+202E⟧`."""
    return _HIDDEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)


def on_one_line(text: str) -> str:
    """Return the text as one line: white space of any kind becomes single spaces, hidden characters are shown."""
    return show_hidden(" ".join(text.split()))


def shorten(text: str, length: int) -> str:
    """Return at most `length` characters of the text, cut at a word where possible, with an ellipsis for the rest."""
    if len(text) <= length:
        return text
    kept = text[: max(length - 1, 0)]
    at_word = kept.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length // 2 else kept).rstrip() + "…"


def safe_url(url: object) -> str | None:
    """Return the address if a reader may be sent there (http or https, with a host, nothing hidden), else None."""
    if not isinstance(url, str) or _URL_FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and host else None


def host_of(url: str) -> str:
    """Return the host that an address really leads to, which its looks may hide."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
