"""Number words and digits read to values: the first of the tables, over the classes of single tokens."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal

from claims.spans.forms import OTHER, Alphabet, Form, Found, Table
from claims.spans.units import unit_book
from claims.text.lexicon import read_lexicon
from claims.text.tokens import Tokens

Style = Literal["digits", "words", "fraction", "vague", "zero"]
_SIGNS = {
    "dash": "-‐‑–", "minus": "−", "slash": "/⁄", "caret": "^", "comma": ",", "cross": "x×*",
}  # fmt: skip
_WORDS = {
    "a": ["a", "an"],
    "and": ["and"],
    "of": ["of"],
    "no": ["no"],
    "none": ["none"],
    "score": ["score"],
    "not": ["not"],
}
ALPHABET = Alphabet(
    ["int", "dec", "group", "big", "led", "super", "glyph", "one", "teen", "tens", "nought", "hundred", "scale", "short", "k",
     "half", "part", "vague", "several", *_SIGNS, *_WORDS]
)  # fmt: skip
_PARTS = {
    "NUM": "<int>|<dec>|<group>|<big>",
    "INT": "<int>|<group>|<big>",
    "MULT": "<hundred>|<scale>",
    "ONES": "<tens>(?:<dash>?<one>)?|<teen>|<one>",
    "SMALL": "{ONES}|<a>(?=<dash>?(?:{MULT}))",
    "SPELT": "{SMALL}(?:<dash>?{MULT})*",
    "PART": "<half>|<part>",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens first..last (end exclusive) that print a number; a vague one has no value that counts."""

    first: int
    last: int
    value: float
    style: Style
    form: str
    scale: float = 1.0  # what the words behind the digits multiply by


@cache
def _book() -> dict[str, dict[str, Any]]:
    return read_lexicon("numbers")


@cache
def _letter_of() -> dict[str, str]:
    """Return the letter of each word and sign that has a class."""
    book, letters = _book(), ALPHABET.letters
    words: dict[str, str] = {}
    for word, value in book["cardinals"].items():
        words[word] = "nought" if value == 0 else "one" if value < 10 else "teen" if value < 20 else "tens"
    words.update(dict.fromkeys(book["scales"], "scale") | {"hundred": "hundred"})
    words.update(dict.fromkeys(book["short_scales"], "short"))
    words.update({word: "half" if word.startswith("hal") else "part" for word in book["fractions"]})
    words.update(dict.fromkeys(book["vague"], "vague") | dict.fromkeys(book["several"]["words"], "several"))
    for table in (_SIGNS, _WORDS):
        words.update({word: name for name, spelt in table.items() for word in spelt})
    return {word: letters[name] for word, name in words.items()}


def letters_of(tokens: Tokens) -> str:
    """Return the class letters of a text's tokens, as the table of numbers sees them."""
    known = _letter_of()
    found = [known.get(word, OTHER) for word in tokens.lower]
    for i, name in enumerate(tokens.classes):
        if name == "number":
            found[i] = ALPHABET.letters[_class_of_digits(tokens.words[i])]
        elif name in ("super", "glyph"):
            found[i] = ALPHABET.letters[name]
        elif tokens.lower[i] == "k" and tokens.glued(i) and tokens.name(i - 1) == "number":
            found[i] = ALPHABET.letters["k"]
    return "".join(found)


def _class_of_digits(word: str) -> str:
    if word.count(".") > 1:
        return "led"
    if "." in word:
        return "led" if len(word) > 2 and word[0] == "0" and word[1].isdecimal() else "dec"
    if not word.isdecimal():
        return "group"
    if len(word) > 1 and word[0] == "0":
        return "led"
    return "int" if len(word) <= 3 else "big"


def digits_value(word: str) -> float | None:
    """Return what printed digits are worth, separators left out; None for what no float holds."""
    plain = "".join(c for c in word if c.isdecimal() or c == ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def times(value: float, factor: float) -> float:
    """Multiply as one does on paper, so that 1.13 by a million is 1130000."""
    try:
        exact = float(Decimal(repr(value)) * Decimal(repr(factor)))
    except InvalidOperation:
        exact = value * factor
    return exact if math.isfinite(exact) else math.inf


def _scale_of(words: Sequence[str]) -> float:
    """Return the product of scale words: "lakh crore" is 1e12."""
    scale = 1.0
    for word in words:
        scale = times(scale, _book()["scales"].get(word) or _book()["short_scales"].get(word) or 1.0)
    return scale


def _number(found: Found[Tokens], value: float | None, style: Style, scale: float = 1.0) -> Number | None:
    if value is None or not math.isfinite(value):
        return None
    return Number(found.start, found.end, value, style, found.form, scale)


def _spelt_value(words: Sequence[str]) -> float | None:
    """Return what cardinal words spell; None where they are no number ("one hundred one hundred")."""
    book, total, group, last = _book(), 0.0, 0.0, math.inf
    for word in words:
        if word in ("a", "an", "and", ","):
            group = group or (1.0 if word in ("a", "an") else 0.0)
            continue
        if word in book["cardinals"]:
            value = book["cardinals"][word]
            if group % (100 if value >= 10 else 10):
                return None
            group += value
        elif word == "hundred":
            if group >= 100:
                return None
            group = (group or 1.0) * 100
        else:
            scale = float(book["scales"][word])
            if scale >= last:
                return None
            total, group, last = total + times(group or 1.0, scale), 0.0, scale
    return total + group if group < last else None


def _words_of(found: Found[Tokens], group: str | None = None) -> list[str]:
    first, last = found.span(group) if group else (found.start, found.end)
    return [word for word in found.view.lower[max(first, 0) : max(last, 0)] if word not in _SIGNS["dash"]]


def _first(found: Found[Tokens], group: str) -> str:
    return found.view.at(found.span(group)[0])


def _read_words(found: Found[Tokens]) -> Number | None:
    words = _words_of(found)
    scale = max([1.0, *(float(_book()["scales"].get(word, 1.0)) for word in words)])
    return _number(found, _spelt_value(words), "words", scale if scale >= 1000 else 1.0)


def _read_digits(found: Found[Tokens]) -> Number | None:
    value = digits_value(_first(found, "n"))
    scale = _scale_of(_words_of(found, "s")) if found.has("s") else 1.0
    scale = 1000.0 if found.has("k") else scale
    return _number(found, None if value is None else times(value, scale), "digits", scale)


def _read_spaced(found: Found[Tokens]) -> Number | None:
    """Read "12 450": groups of three digits, each behind a single space."""
    tokens, last = found.view, found.start + 1
    end = found.span("s")[0] if found.has("s") else found.end
    while (
        last < end and len(tokens.words[last].split(".")[0]) == 3 and tokens.starts[last] == tokens.ends[last - 1] + 1
    ):
        last += 1
    if tokens.at(found.end) in _SIGNS["dash"] and tokens.glued(found.end) and found.names()[-1] != "scale":
        return None  # "15 200-litre drums", "12 737-800 jets"
    if (
        last != end
        or tokens.words[found.start][0] == "0"
        or tokens.text[tokens.starts[found.start] - 1 : tokens.starts[found.start]] == "-"
    ):
        return None
    scale = _scale_of(_words_of(found, "s")) if found.has("s") else 1.0
    value = digits_value("".join(tokens.words[found.start : last]))
    return _number(found, None if value is None else times(value, scale), "digits", scale)


def _read_comma_space(found: Found[Tokens]) -> Number | None:
    """Read "10, 000", which corpora print with a space behind the comma; only a group that starts with 0 is plainly one."""
    head, _, tail = found.view.words[found.start : found.end]
    priced = found.view.glued(found.start) and found.view.word(found.start - 1) in unit_book().signs
    plain = found.names()[-1] == "led" or found.view.is_spaced or priced
    return _number(found, digits_value(head + tail), "digits") if len(tail) == 3 and plain else None


def _read_power(found: Found[Tokens]) -> Number | None:
    raised = found.view.slice(*found.span("raised" if found.has("raised") else "power"))
    digits = raised.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")).lstrip("+")
    base, less = int(_first(found, "base")), _first(found, "less") if found.has("less") else "0"
    if not digits.lstrip("-").isdecimal() or abs(int(digits)) > 99 or (base != 10 and found.has("raised")):
        return None
    if base != 10 or less != "0":
        value = float(base) ** int(digits) - int(less)
        return _number(found, None if found.has("n") else value, "digits")
    mantissa = digits_value(_first(found, "n")) if found.has("n") else 1.0
    return _number(
        found, None if mantissa is None else float(f"{mantissa!r}e{int(digits)}") if mantissa < 1e15 else None, "digits"
    )


def _read_vague(found: Found[Tokens]) -> Number | None:
    return _number(found, 0.0, "vague", 1e6 if found.view.at(found.end - 1)[:4] in ("mill", "bill", "tril") else 1.0)


def _read_several(found: Found[Tokens]) -> Number | None:
    """Read "several hundred" and "a few dozen", and "a handful of" and "a couple of", which count without a number."""
    scaled = found.names()[-1] in ("hundred", "scale", "vague")
    return (
        _read_vague(found) if scaled or (_words_of(found)[0] in ("a", "an") and "few" not in _words_of(found)) else None
    )


def _read_score(found: Found[Tokens]) -> Number | None:
    return _number(found, 20.0, "words")


def _read_not_one(found: Found[Tokens]) -> Number | None:
    return _number(found, 0.0, "words") if found.view.at(found.start) == "one" else None


def _read_no(found: Found[Tokens]) -> Number | None:
    numbered = found.view.name(found.end + (found.view.at(found.end) == ".")) == "number"
    return None if numbered else _number(found, 0.0, "zero")


_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 64, 100})


def _read_slash(found: Found[Tokens]) -> Number | None:
    """Read "3/4" and "7-1/2": a proper fraction with a usual denominator; "24/7" and "9/4" are none."""
    top, bottom = (digits_value(_first(found, group)) or 0.0 for group in ("top", "bottom"))
    whole = (digits_value(_first(found, "n")) or 0.0) if found.has("n") else 0.0
    if not 0 < top < bottom or bottom not in _DENOMINATORS:
        return None
    scale = _scale_of(_words_of(found, "s")) if found.has("s") else 1.0
    return _number(
        found, times(whole + top / bottom, scale), "digits" if whole or scale > 1 or bottom > 10 else "fraction", scale
    )


def _read_glyph(found: Found[Tokens]) -> Number | None:
    part = _book()["glyphs"].get(_first(found, "part"))
    whole = (digits_value(_first(found, "n")) or 0.0) if found.has("n") else 0.0
    scale = _scale_of(_words_of(found, "s")) if found.has("s") else 1.0
    value = None if part is None else times(whole + part, scale)
    return _number(found, value, "digits" if found.has("n") or scale > 1 else "fraction", scale)


def _read_mixed(found: Found[Tokens]) -> Number | None:
    """Read "two and a half million"."""
    words = _words_of(found, "n")
    whole = digits_value(words[0]) if words[0][0].isdecimal() else _spelt_value(words)
    if whole is None:
        return None
    part = float(_book()["fractions"][_words_of(found, "part")[-1]])
    scale = _scale_of(_words_of(found, "s")) if found.has("s") else 1.0
    return _number(found, times(whole + part, scale), "words", scale)


def _read_part_of_scale(found: Found[Tokens]) -> Number | None:
    """Read "half a million" and "three quarters of a million"."""
    scale = _scale_of(_words_of(found, "s"))
    many = _spelt_value(_words_of(found, "n")) if found.has("n") else 1.0
    if many is None:
        return None
    value = times(many * float(_book()["fractions"][_first(found, "part")]), scale)
    return _number(found, value, "words", scale)


def _read_fraction(found: Found[Tokens]) -> Number | None:
    many = _spelt_value(_words_of(found, "n")) if found.has("n") else 1.0
    part = _book()["fractions"][_first(found, "part")]
    value = None if many is None else 1 / 3 if (many, part) == (1.0, 1 / 3) else many * part
    return _number(found, value, "fraction") if value is not None and value < 1 else None


FORMS: tuple[Form[Tokens, Number], ...] = (
    Form("power_of_ten", "(?:(?P<n>{NUM})<cross>)?(?P<base><int>)(?:<caret>(?P<power>(?:<dash>|<minus>)?<int>)(?:<dash>(?P<less><int>))?|(?P<raised><super>))",
         _read_power, "a flux of 3.1×10^14 a second", "a flux of 3.1×104 a second"),
    Form("glyph", "(?:(?P<n>{INT})<dash>?)?(?P<part><glyph>)(?P<s>(?:<scale>|<short>)+)?", _read_glyph, "add 2½ cups", "add 2 cups"),
    Form("slashed", "(?:(?P<n>{INT})<dash>?)?(?P<top><int>)<slash>(?P<bottom><int>)(?P<s><scale>)?", _read_slash,
         "a yield of 6-3/4 percent", "open 24/7 as ever"),
    Form("and_a_half", "(?P<n>{NUM}|{SPELT})<dash>?<and><dash>?(?:<a>|<one>)?<dash>?(?P<part>{PART})<dash>?(?P<s><scale>+)?", _read_mixed,
         "three and a half million votes", "three and a horse"),
    Form("spaced_thousands", "<int>(?:<int>|<led>){0,4}(?:<int>|<led>|<dec>)(?P<s>(?:<dash>?<scale>|<short>)+)?", _read_spaced, "some 12 450 people", "in 12 45 people"),
    Form("comma_space", "<int><comma>(?:<led>|<int>)", _read_comma_space, "some 10, 000 jobs", "in 10, 100 or more jobs"),
    Form("digits_with_scale", "(?P<n>{NUM})(?:<dash>?(?P<s>(?:<scale>|<hundred>|<short>)+)|(?P<k><k>))", _read_digits,
         "3.4 lakh crore rupees", "3.4 rupees"),
    Form("digits", "(?P<n>{NUM})", _read_digits, "it has 1,204 rooms", "it has many rooms"),
    Form("part_of_scale", "(?:(?P<n>{ONES}|<a>)<dash>?)?(?P<part>{PART})<dash>?(?:<of><a>|<a>)?<dash>?(?P<s>{MULT})", _read_part_of_scale,
         "half a million came", "half the crowd came"),
    Form("fraction_words", "(?P<n>{ONES}|<a>)<dash>?(?P<part>{PART})", _read_fraction, "two-thirds of them", "the second third"),
    Form("half", "(?P<part><half>)", _read_fraction, "half of the crop", "the whole crop"),
    Form("score", "<a><score>(?=<of>)", _read_score, "a score of ships", "a score draw"),
    Form("vague", "<a>?<several>?<vague>(?:<of>(?:<several>?<vague>|<a>?<scale>))*", _read_vague, "tens of thousands fled", "ten thousand fled"),
    Form("several", "<a>?<several><of>?<dash>?{MULT}(?:<dash>?{MULT})*|<a><several>", _read_several, "several hundred boats", "several boats"),
    Form("not_one", "(?<=<not>)<one>(?!<dash>|<of>)", _read_not_one, "not one vote was cast", "just one vote was cast"),
    Form("cardinals", "{SPELT}(?:(?<=<hundred>|<scale>)<comma>?<and>?{SPELT})*", _read_words, "one hundred and twelve men", "hundred men"),
    Form("small_cardinals", "{SPELT}", _read_words, "two thousand three thousand", "thousand"),
    Form("nought", "<nought>", _read_no, "zero growth", "no growth"),
    Form("no", "<no>|<none>", _read_no, "no deaths", "many deaths"),
)  # fmt: skip
TABLE = Table(ALPHABET, FORMS, _PARTS)


def find_numbers(tokens: Tokens, taken: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """Return the numbers of a text in order; they never overlap, and none holds a token of the ranges that are taken."""
    letters = letters_of(tokens)
    for first, last in taken:
        letters = letters[:first] + OTHER * (last - first) + letters[last:]
    return [number for _, number in TABLE.find(tokens, letters)]
