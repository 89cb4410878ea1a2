"""Sentences of a paragraph, by rule: which full stops, marks and ellipses end one, and which belong to a word.

Paragraphs come first (see `claims.text.lines`): no sentence reaches over a paragraph's end.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from claims.model import Sentence
from claims.text.lines import find_paragraphs, read_lines

__all__ = ["read_lines", "split_sentences"]

LONGEST_SENTENCE = 2_000
"""Characters; what runs on for longer is no sentence."""

LEXICON = Path(__file__).parents[1] / "lexicon" / "sentences.toml"

# A stop with the closing quotes, brackets and footnote marks after it, then white space, or a capital without any.
_STOP = re.compile(
    r"""(?P<stop>(?:\.[ \u00a0]){2,}\.|(?<![.!?…])[.!?…]++|(?<![。！？।؟])[。！？।؟]++)
        (?P<close>["'”’»)\]」』]*(?:\[\d{1,3}\])*(?:[ ](?:[”»]|'')(?=\s|$))?)
        (?:(?P<gap>\s+)|(?=["“]?[A-Z][a-z])|(?<=[。！？」』]))""",
    re.VERBOSE,
)
_OPENERS = re.compile(r"""["'“‘«`(\[\-–—_¿¡\s]*""")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_LETTER = re.compile(r"[^\W_]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# "1.", "(a)", "iv.": a mark at the head of a list item, no sentence by itself.
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]]*")
_LONGEST_MARK = 40  # characters, with the white space before it
_LAST_TOKEN = re.compile(r"[^\s\"'“”‘’«»()\[\]/–—-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,2}")
# A name may begin small ("iPhone", "al-Shabab", "von der Leyen") at the head of a sentence.
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]|(?:al|el|as|ash|ad)-[A-Z]|(?:de|von|van|bin|della|di) (?:de[rn] )?[A-Z]")
# "end.Police said", where a page lost its space; never "Amazon.Com".
_SQUEEZED = re.compile(r"[\"“]?(?!(?:Com|Org|Net|Gov|Edu|Info|Io|Co|Tv|Js|Ai)\b)[A-Z][a-z]*[\s,’']")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of `lexicon/sentences.toml`, ready to be asked."""

    titles: frozenset[str]
    numbered: frozenset[str]
    open: frozenset[str]
    calendar: frozenset[str]
    in_calendar: frozenset[str]
    marked: tuple[str, ...]
    opening_words: frozenset[str]
    asks: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    """Read the lexicon, once."""
    words = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    short = words["abbreviations"]
    verbs = "|".join(words["asks"]["verbs"])
    return _Lexicon(
        titles=frozenset(short["titles"]),
        numbered=frozenset(short["numbered"]),
        open=frozenset(short["open"]),
        calendar=frozenset(short["calendar"]),
        in_calendar=frozenset(short["in_calendar"]),
        marked=tuple(short["marked"]),
        opening_words=frozenset(words["opens"]["words"]),
        asks=re.compile(rf"(?:the |a |an )?(?:[A-Z][\w.’'-]*,? ){{1,4}}(?:{verbs})\b"),
    )


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """Return the sentences of `text[start:end]`, in order, without white space at their ends.

    With an `end` the range is one paragraph, such as a `Line`, and only a blank line in it divides it further.
    Without, paragraphs are found first. Offsets are into `text`.
    """
    if end is not None:
        return _split_paragraph(text, start, min(end, len(text)))
    return [
        Sentence(start + sentence.start, start + sentence.end)
        for body in [text[start:]]
        for paragraph in find_paragraphs(body)
        for sentence in _split_paragraph(body, paragraph.start, paragraph.end)
    ]


def _split_paragraph(text: str, start: int, end: int) -> list[Sentence]:
    """Walk the stops of one paragraph and cut where a sentence ends."""
    sentences = []
    begin, word, last = start, _next_letter(text, start, end), _last_letter(text, start, end)
    for match in _STOP.finditer(text, start, end):
        close_end = match.end("close")
        has_words = word < close_end <= last
        if has_words and _ends_sentence(text, begin, end, match):
            sentences += _trimmed(text, begin, close_end)
            begin, word = close_end, _next_letter(text, close_end, end)
    return [part for each in [*sentences, *_trimmed(text, begin, end)] for part in _cut(text, each)]


def _next_letter(text: str, start: int, end: int) -> int:
    """Return where the first letter or digit of a range stands; its end where none does."""
    match = _LETTER.search(text, start, end)
    return match.start() if match else end


def _last_letter(text: str, start: int, end: int) -> int:
    """Return where the last letter or digit of a range stands; before its start where none does."""
    return next((at for at in range(end - 1, start - 1, -1) if text[at].isalnum()), start - 1)


def _cut(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """Yield a sentence; one that runs on as none does is cut between words, so that whoever reads it has an end."""
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        stop = space if space > 0 else start + LONGEST_SENTENCE
        yield from _trimmed(text, start, stop)
        start = stop + len(text[stop : stop + 1]) - len(text[stop : stop + 1].lstrip())
    yield from _trimmed(text, start, sentence.end)


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    """Return the range without white space at its ends, cut at blank lines; nothing when nothing is left."""
    sentences = []
    words = text[start:end]
    cuts = [0, *(match.end() for match in _BLANK_LINE.finditer(words)), len(words)]
    for first, last in pairwise(cuts):
        part = words[first:last]
        if part.strip():
            left = start + first + len(part) - len(part.lstrip())
            sentences.append(Sentence(left, left + len(part.strip())))
    return sentences


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether the stop ends the sentence that began at `begin`; the paragraph ends at `end`."""
    stop, gap = match["stop"], match["gap"]
    rest = text[match.end() : min(end, match.end() + 80)]
    if stop[0] in "。！？।؟" or not rest.strip() or (gap and _BLANK_LINE.search(gap)):
        return True
    close_end = match.end("close")
    if close_end - begin <= _LONGEST_MARK and _LIST_MARK.fullmatch(text[begin:close_end].strip()):
        return False
    if gap is None:
        return _ends_without_space(text, begin, match, rest)
    following = rest[_end_of_openers(rest) :]
    opens_small = following[:1].islower() and not _SMALL_NAME.match(following)
    return not opens_small and _stop_ends(text, begin, match, following)


def _stop_ends(text: str, begin: int, match: re.Match[str], following: str) -> bool:
    """Tell whether the stop ends a sentence, now that the words behind it could open one."""
    stop = match["stop"]
    if "!" in stop or "?" in stop:
        return _mark_ends(text, begin, match, following)
    if stop != ".":
        return not following[:1].isdigit()
    return _full_stop_ends(_last_token(text, begin, match.start()), following)


def _end_of_openers(rest: str) -> int:
    """Return where the quotes, brackets and dashes at the head of the words end."""
    match = _OPENERS.match(rest)
    return match.end() if match else 0


def _last_token(text: str, begin: int, end: int) -> str:
    """Return the word that stands right before the stop, inner stops included ("U.S" of "U.S.")."""
    match = _LAST_TOKEN.search(text[max(begin, end - 30) : end])
    return match.group() if match else ""


def _ends_without_space(text: str, begin: int, match: re.Match[str], rest: str) -> bool:
    """Tell whether a stop with a capital right behind it ("in May.The bank") ends a sentence."""
    token = _last_token(text, begin, match.start())
    plain = len(token) > 1 and (token.isdigit() or token[1:].islower() or match["close"] != "")
    return plain and token not in _lexicon().titles and bool(_SQUEEZED.match(rest))


def _mark_ends(text: str, begin: int, match: re.Match[str], following: str) -> bool:
    """Tell whether `?` or `!` ends a sentence: not in a name, and not when a speaker follows a closing quote."""
    if text[max(begin, match.start() - 12) : match.end("stop")].endswith(_lexicon().marked):
        return _opens_sentence(following)
    return not (match["close"] and _lexicon().asks.match(following))


def _full_stop_ends(token: str, following: str) -> bool:
    """Tell whether a single full stop after the token ends a sentence, as far as it could belong to the token."""
    lexicon = _lexicon()
    if token in lexicon.titles:
        return False
    if token in lexicon.numbered:
        return not following[:1].isdigit()
    if token in lexicon.calendar:
        word = _WORD.match(following)
        return not following[:1].isdigit() and not (word and word.group().casefold() in lexicon.in_calendar)
    if token in lexicon.open or _DOTTED.fullmatch(token) or (len(token) == 1 and token.isupper()):
        return not following[:1].isdigit() and _opens_sentence(following)
    return True


def _opens_sentence(following: str) -> bool:
    """Tell whether the words begin with one that commonly opens a sentence, and so is no part of a name."""
    word = _WORD.match(following)
    return word is not None and re.split("[’']", word.group().casefold())[0] in _lexicon().opening_words
