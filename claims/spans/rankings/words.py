"""The words of a text as the reader of rankings sees them: superlatives by their ending, ordinals, records, owners.

No adjective is listed: "-est" makes a superlative of any, but for the closed list of words that only end so.
"""

import re
from dataclasses import dataclass
from functools import cache

from claims.spans.forms import Alphabet
from claims.text.lexicon import read_lexicon
from claims.text.tokens import Tokens, tokenise

BOOK: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in read_lexicon("rankings")["words"].items()}
ORDINALS: dict[str, int] = read_lexicon("rankings")["ordinals"]
CARDINALS: dict[str, int] = read_lexicon("rankings")["cardinals"]
CLASSES = (
    "nth", "suffix", "first", "only", "record", "most", "fewest", "est", "top", "card", "hyphen", "no", "hash", "dot", "num", "number", "owner", "det",
    "ever", "peak", "span", "unit", "all", "time", "unprecedented", "maiden", "topped", "straight", "leader", "than", "any", "at", "last", "word", "sign", "break",
)  # fmt: skip
ALPHABET = Alphabet(CLASSES)
_OF_WORD: dict[str, str] = {
    **{word: name for name in CLASSES if name in BOOK for word in BOOK[name]},
    **dict.fromkeys(ORDINALS, "nth"), **dict.fromkeys(CARDINALS, "card"), "first": "first",
}  # fmt: skip
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_OF_CLASS = {"owner": "owner", "sign": "sign", "break": "break", "word": "word", "number": "num", "super": "sign"}
_SIGNS = {".": "dot", "#": "hash", **dict.fromkeys("-‐‑–", "hyphen")}
TRIGGER = re.compile(
    r"\b(?:\w+est|first|only|sole|lone|record|most|least|fewest|worst|top|topped|tops|topping|leading|leader|last|than (?:any|ever|at any)|unprecedented|maiden|number|all[- ]time"
    r"|(?:career|season|personal|year|month|week|decade|session|new|fresh)s?[- ](?:high|low|best|worst)s?|\d+(?:st|nd|rd|th)"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+(?:teenth|ieth)|\w+ern-?most)\b|#\d|\bno\.",
    re.IGNORECASE,
)


@cache
def is_superlative(word: str) -> bool:
    """Tell whether a word in lower case is a superlative by its form."""
    if word in BOOK["odd_superlatives"] or word.endswith("ernmost"):
        return True
    return len(word) > 5 and word.endswith("est") and word not in BOOK["ends_in_est"]


def _class_of(word: str, name: str, after: str) -> str:
    """Return the class of a token; `after` is the lower-case token behind it."""
    if name == "number":
        return "nth" if after in _SUFFIXES else "num"
    if name == "sign":
        return _SIGNS.get(word, "sign")
    if name != "word":
        return _OF_CLASS.get(name, "sign")
    known = "suffix" if word in _SUFFIXES else _OF_WORD.get(word)
    return known or ("est" if is_superlative(word) else "word")


@dataclass(frozen=True, slots=True)
class View:
    """The tokens of a text with the letter of each one's class."""

    tokens: Tokens
    letters: str


def view_of(text: str) -> View:
    """Return the words of a text with their classes."""
    tokens = tokenise(text)
    after = [*tokens.lower[1:], ""]
    names = (_class_of(*each) for each in zip(tokens.lower, tokens.classes, after, strict=True))
    return View(tokens, "".join(ALPHABET.letters[name] for name in names))


def place_of(tokens: Tokens, i: int) -> float:
    """Return the number that an ordinal or cardinal at a token stands for."""
    word = tokens.at(i)
    known = ORDINALS.get(word) or CARDINALS.get(word)
    digits = word.replace(",", "")
    return float(known or (digits if digits.isdecimal() else 1))
