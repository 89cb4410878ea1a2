"""What every answer says to the browser: run nothing of others, show the desk nowhere else, keep no page."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
)
_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_CACHED = "public, max-age=600"
_FOUND = {200, 206, 304}


class BrokenHeader(Exception):  # noqa: N818 - named by what is the case
    """A header that would end early and begin another one."""


def is_static(path: str) -> bool:
    """Tell whether an address is of a file that is the same for everybody."""
    return path.startswith("/static/")


def add_headers(headers: MutableHeaders, path: str, status_code: int) -> None:
    """Put the headers of every answer in; a page may have said a policy or how long it is kept, and that holds."""
    _refuse_broken(headers.raw)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    may_keep = is_static(path) and status_code in _FOUND
    headers.setdefault("Cache-Control", _CACHED if may_keep else "no-store")


def _refuse_broken(raw: Iterable[tuple[bytes, bytes]]) -> None:
    for name, value in raw:
        if any(byte in name + value for byte in b"\r\n\0"):
            raise BrokenHeader(f"the header {name!r} has a line break in it")
