"""Bytes to text: which encoding they are in, whether they are text at all, and the cleaning that fixes an article's text.

Never mojibake in silence: bytes that are neither UTF-8 nor soundly something else are refused with the offset.
"""

import codecs
import re

from claims.unreadable import Unreadable

MAX_ARTICLE_BYTES = 20_000_000

_MAGIC = {
    b"%PDF-": "a PDF document", b"PK\x03\x04": "a ZIP archive or office document", b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"RIFF": "a RIFF media file", b"\x7fELF": "a program",
    b"MZ\x90": "a program", b"\xd0\xcf\x11\xe0": "an old office document", b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive", b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file", b"(\xb5/\xfd": "a Zstandard file",
    b"SQLite format 3": "an SQLite database", b"PAR1": "a Parquet file", b"ID3": "an MP3 recording", b"OggS": "an Ogg recording",
    b"{\\rtf": "an RTF document", b"wOFF": "a font", b"wOF2": "a font", b"\x00asm": "a program",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), 28, 29, 30, 31, 127])

# What Western text holds beyond ASCII; a text in another encoding, read as cp1252, soon shows something else.
_WESTERN = re.compile(r"[A-Za-zÀ-ÖØ-öø-üŒœŠšŽžŸ]|[‘’“”‚„‹›«»–—…•·€£¥¢§©®™°ªº¡¿´½¼¾±µ×†‡²³\u00a0\u00ad]")
_MOJIBAKE = re.compile(r"[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")
_LEAST_ASCII_LETTERS = 0.6

_NEWLINES = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
# Controls have no place in a text; soft hyphens, zero-width spaces and marks of order split words unseen.
_DROPPED = dict.fromkeys([*range(9), *range(14, 32), 127, 0xAD, 0x200B, 0x2060, 0xFEFF])
# Control codes of the 80s are characters of cp1252 that lost their way, as HTML reads them.
_LOST = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CLEANING = {**_DROPPED, **_LOST, **_SURROGATES}


def clean_text(text: str) -> str:
    """Return the text as articles keep it, which all offsets refer to: one newline a break, no controls, stripped."""
    return _NEWLINES.sub("\n", text).translate(_CLEANING).strip()


def refuse_binary(data: bytes, name: str) -> None:
    """Raise Unreadable when the bytes are no text: a known kind of file, or too many control codes."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable(name, f"it is {what}, not text", "Save the article as .txt or .html first")
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return
    sample = data[:1_000_000]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 2 and controls > 0.005 * len(sample):
        rule = f"it is a binary file ({controls} control codes in the first {len(sample)} bytes)"
        raise Unreadable(name, rule, "Save the article as .txt or .html first")


def refuse_oversize(size: int, name: str) -> None:
    """Raise Unreadable when that many bytes are more than one article may have."""
    if size > MAX_ARTICLE_BYTES:
        rule = f"it has {size / 1e6:,.1f} MB, and one article may have {MAX_ARTICLE_BYTES / 1e6:,.0f}"
        raise Unreadable(name, rule, "Split it into articles, or make it .jsonl with one record a line")


def decode_text(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the bytes as text: by their mark, as UTF-8, as declared, else as cp1252 if that is sound.

    Raises Unreadable, naming the offset of the first byte that is not UTF-8.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data, name, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = (_decode_declared(data, declared) if declared else None) or _decode_western(data)
        if text is None:
            rule = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8, and no other encoding fits all bytes"
            raise Unreadable(name, rule, "Save it as UTF-8") from error
        return text


def _decode_marked(data: bytes, name: str, encoding: str) -> str:
    """Decode bytes that begin with a byte order mark."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        rule = f"its byte order mark says {encoding}, and byte {error.start} is not"
        raise Unreadable(name, rule, "Save it as UTF-8") from error


def _decode_declared(data: bytes, declared: str) -> str | None:
    """Decode by the name that the document gives; None when there is no such encoding or the bytes are not in it."""
    try:
        encoding = codecs.lookup(declared.strip()).name
        # Pages that say Latin-1 or ASCII mean cp1252, as every browser reads them.
        text = data.decode("cp1252" if encoding in {"iso8859-1", "ascii", "utf-8"} else encoding)
    except (LookupError, ValueError):  # ValueError: UnicodeDecodeError, and a NUL in the name
        return None
    return text if isinstance(text, str) and not _MOJIBAKE.search(text) else None


def _decode_western(data: bytes) -> str | None:
    """Decode as cp1252, if every character and the share of plain letters are those of Western text."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond = [character for character in text if character > "\x7f"]
    letters = sum(character.isalpha() for character in beyond)
    plain = sum(map(str.isalpha, text)) - letters
    sound = all(map(_WESTERN.match, set(beyond))) and plain >= _LEAST_ASCII_LETTERS * (plain + letters)
    return text if sound and not _MOJIBAKE.search(text) else None
