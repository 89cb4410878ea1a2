"""What a short text is about, for comparing it with others: its stems, names and numbers, and which way it points."""

import re
from calendar import month_name
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.text.lexicon import read_lexicon

_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_HANDLE = re.compile(r"[#@](\w+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWNER = re.compile(r"['’]s$")
_SENTENCE_END = re.compile(r"(?:^|[.!?:…\n])[\s\"“”'‘’(]*$")
_IDLE, _DENYING = (frozenset(read_lexicon("gist")[name]) for name in ("idle", "denying"))
_MONTHS = frozenset(name.lower() for name in month_name[1:])


@dataclass(frozen=True, slots=True)
class Gist:
    """A text as far as it is compared: its stems in order, stems of names, its numbers, whether it denies, up or down."""

    stems: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[float]
    denies: bool
    ways: frozenset[str]  # of "up", "down"

    @property
    def has_two_ways(self) -> bool:
        """Tell whether both directions are told, so that neither can be held against it."""
        return len(self.ways) > 1


def bare(text: str) -> str:
    """Return a text without links, and with handles and hashtags as words ("#RedFort": Red Fort)."""
    spelt = _HANDLE.sub(lambda m: f" {_HUMP.sub(' ', m[1]).replace('_', ' ')} ", _LINK.sub(" ", text))
    return " ".join(spelt.split())


def gist_of(text: str) -> Gist:
    """Read a text of a few sentences; what comes of it does not depend on anything else."""
    words = [(m.group(), m.start()) for m in _WORD.finditer(text)]
    lower = [word.lower().replace("’", "'") for word, _ in words]
    kept = [(_OWNER.sub("", each), i) for i, each in enumerate(lower) if _OWNER.sub("", each) not in _IDLE]
    stems = _stemmer().stemWords([each.replace("'", "") for each, _ in kept])
    inner = {
        i for i, (word, start) in enumerate(words) if word[0].isupper() and not _SENTENCE_END.search(text[:start][-6:])
    }
    return Gist(
        stems=tuple(stems),
        names=frozenset(stem for stem, (_, i) in zip(stems, kept, strict=True) if i in inner),
        numbers=numbers_in(lower),
        denies=sum(each in _DENYING or each.endswith("n't") for each in lower) % 2 == 1,
        ways=frozenset(way for each in lower if (way := _ways().get(each))),
    )


def numbers_in(words: list[str]) -> frozenset[float]:
    """Return the numbers of a text in lower-cased words, with the scale that stands behind them; days and years are none."""
    cardinals, scales = _number_words()
    found = set()
    for before, word, behind in zip(["", *words], words, [*words[1:], ""], strict=False):
        value = cardinals.get(word) if not word[0].isdigit() else _digits(word)
        if value is None or before in _MONTHS or behind in _MONTHS or _is_year(word):
            continue
        found.add(value * scales.get(behind, 1.0))
    return frozenset(found)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in {"18", "19", "20"}


def _digits(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None


@cache
def _number_words() -> tuple[dict[str, float], dict[str, float]]:
    lexicon = read_lexicon("numbers")
    return dict(lexicon["cardinals"]), lexicon["scales"] | lexicon["short_scales"]


@cache
def _ways() -> dict[str, str]:
    """Return the words that say which way something went."""
    lexicon = read_lexicon("modifiers")
    return {word: way for way in ("up", "down") for word in lexicon["change"][way]}


@cache
def _stemmer() -> Any:
    import Stemmer  # noqa: PLC0415 - native code, wanted only here

    return Stemmer.Stemmer("english")
