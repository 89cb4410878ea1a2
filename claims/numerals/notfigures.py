"""Tells the numbers that count nothing: dates, clock times, phone numbers, names, codes, years, list marks."""

import re
from bisect import bisect_right
from functools import cache

from claims.numerals.ages import is_age_without_commas
from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun, is_people, is_plural
from claims.numerals.number_parts import Number
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import modifier_book, noun_book, sign_book, unit_book

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%°$£€]|[,.:/]\d|[-–]\w)"
_ZONE = r"(?:GMT|UTC|BST|EST|EDT|PST|PDT|CST|CDT|CET|CEST|ET|PT|IST|JST|AEST|hours?\s+(?:GMT|local))"
_MASKS = (
    rf"\b{_MONTH}\s+{_DAY}(?:\s*(?:-|–|to|and|or|,)\s*{_DAY})?(?:,?\s+\d{{4}}\b)?",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|/|to|and|or|,)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}}\b)?",
    r"\b(?:on|since|until|by|before|after|from|of)\s+(?:\d{1,2}(?:st|nd|rd|th)?\s+may|may\s+\d{1,2})\b(?:,?\s+\d{4}\b)?",
    rf"\b\d{{1,2}}[-/.]{_MONTH}[-/.]\d{{2,4}}\b|\b{_MONTH}\s+of\s+\d{{4}}\b",
    r"\b\d{1,4}([-/.])\d{1,2}\1\d{1,4}\b(?!\d)",
    r"\b(?:9/11|7/7|24/7|50/50|50-50|20/20)\b",
    r"\b\d{1,2}:\d{2}(?:[:.]\d{1,3})*\s*(?:[ap]\.?\s?m\b\.?)?",
    r"\b\d{1,2}(?:[.]\d{2})?\s*[-–]?\s*[ap](?:\.\s?m\b\.?|m\b)",
    rf"\b\d{{1,4}}(?:[.:]\d{{2}})?\s*(?:{_ZONE})\b",
    r"\b\d{1,2}\s*o['’]\s?clock\b|\b0\d[0-5]\d\s?(?:hrs|hours)\b|\b(?:at|by|from|until|till|around|before|after|since)\s+[12]\d[0-5]\d\s?(?:hrs|hours)\b|\b\d{13,}\b",
    r"(?<![\w.])\+\d{1,3}[\s.(-]{0,2}\d[\d\s().-]{5,18}\d|\(\d{2,5}\)\s?\d{3,4}[\s-]\d{3,4}\b|\b\d{3}[-.\s]\d{3}[-.\s]\d{4}\b|\b\d{3}-\d{4}\b(?!\s*(?:%|per|people|km|miles))",
    r"\b\d+[-–]\d+[-–]\d+(?:[-–]\d+)*\b",
    r"https?://\S+|www\.\S+|\b[\w.+-]{1,64}@[\w.-]{1,250}|(?<!\w)[#§@]\s?\d[\w-]*|\b\w{1,64}\.(?:com|org|net|co\.uk)\S*",
    r"(?:['’‘`]|\b)\d0['’]?s\b|\b(?:1[0-9]|20)\d0['’]?s\b|(?<!\w)['’‘]\d{2}\b(?!\d|['’\"]|\s*(?:%|pct|percent|million|m\b))",
    r"\b(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d{2})\b(?![,.]\d|\d|\s*(?:million|billion|%|pct|percent|people))",
    r"\b(?:A\.D\.?|B\.C\.?(?:E\.?)?|AD|BC|BCE)\s*\d{1,4}(?:\s*(?:to|and|or|-|–)\s*\d{1,4})?\b|\b\d{1,4}\s*(?:B\.?C\.?E?|A\.D)\b",
    r"\b\d{3}\s?\(?c\)?\s?\(?\d\)?(?:,\d)*|\b\d+\s+U\.?S\.?C",
    r"\b(?:[2-9]|[1-9]\d{1,2})/(?:1|[2-9])\b(?=\s+(?:favou?rites?|outsiders?|on|against|odds|chance|shot|to|with|for))",
    r"(?:^|(?<=[\s:;]))\d{1,2}\s?\)(?=\s)|\(\s?\d\s?\)|\((?:19|20)\d\d\)",
    r"\bQ[1-4]\b|\b[1-4]Q\b|\bH[12]\b|\b[12]H\b|\b(?:FY|fiscal)\s?['’]?\d{2,4}\b",
    r"(?-i:\b\d{1,5}\s+(?:[A-Z][a-z]+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Square|Terrace|Court|Way)\b)",
    r"(?-i:,\s[A-Z]{2}\s\d{5}\b)|(?-i:\b50 Cent\b)",
    r"\b(?:call|dial|ring|phon)(?:s|ed|led|ing|ling|e)?\s+(?:911|999|112|000)\b|\b(?:911|999|112)\s+(?:call|dispatch|operator)",
)


_MASK = re.compile("|".join(f"(?:{mask})" if r"\1" not in mask else mask for mask in _MASKS), re.IGNORECASE)
_NAMING = word_set("naming")
_SHORT_NAMING = word_set("short_naming")
_LOOSE_NAMING = word_set("loose_naming")
_PREFIXES = word_set("prefixes")
_NOT_NAMES = word_set("not_names")
_SCORE_NEIGHBOURS = word_set("score_neighbours")
_YEAR_CUES = word_set("year_cues")


def masked_spans(text: str) -> list[tuple[int, int]]:
    """Return the character ranges of dates, times, phone numbers, addresses and codes."""
    return [m.span() for m in _MASK.finditer(text)]


def is_masked(tokens: Tokens, number: Number, masks: list[tuple[int, int]]) -> bool:
    """Tell whether a number lies in a masked range."""
    start = tokens.starts[number.first]
    before = bisect_right(masks, (start, len(tokens.text) + 1)) - 1
    return before >= 0 and start < masks[before][1]


def is_name(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell whether the number is part of a name or a code: "A320", "Flight 370", "iPhone 11", "BBC One", "007"."""
    number, first = quantity.number, quantity.number.first
    if quantity.signed or is_age_without_commas(tokens, quantity):
        return False
    if number.style == "digits":
        return _is_code(tokens, quantity) or _follows_name(tokens, quantity)
    return number.style == "words" and _is_worded_name(tokens, quantity, first)


def _is_code(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell codes by what touches the digits: "A320", "TA-35", "3D", "787-8", "0800"."""
    return any(rule(tokens, quantity) for rule in _CODE_RULES)


def _starts_with_zero(tokens: Tokens, quantity: Quantity) -> bool:
    printed = tokens.words[quantity.number.first]
    return len(printed) > 1 and printed[0] == "0" and printed[1].isdecimal()


def _is_side(tokens: Tokens, i: int) -> bool:
    """Tell one side of a screen or a sheet: "1920x1080"."""
    return i >= 0 and len(tokens.word(i)) > 2 and tokens.word(i).isdecimal()


def _touches_letters_before(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "A320", "#5" and "FLEX/32"."""
    first = quantity.number.first
    before = tokens.word(first - 1)
    if not tokens.glued(first) or (before == "x" and _is_side(tokens, first - 2) and _is_side(tokens, first)):
        return False
    slashed = (
        before == "/" and tokens.glued(first - 1) and tokens.word(first - 2)[-1:].isalpha() and quantity.unit is None
    )
    return before[-1:].isalpha() or before in ("_", "@", "#", "\\", "&") or slashed


def _hangs_on_letters(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "TA-35" and the last part of "scp2-173m"; "sub-300" and "now-18" count."""
    first = quantity.number.first
    before = tokens.word(first - 1)
    if not before or before not in "-‐‑–" or not (tokens.glued(first) and tokens.glued(first - 1)):
        return False
    if tokens.word(first - 2)[-1:].isalpha():
        return tokens.at(first - 2) not in _PREFIXES
    letters = tokens.word(first - 3)
    chained = tokens.is_number(first - 2) and tokens.glued(first - 2) and letters[-1:].isalpha()
    return chained and letters not in sign_book().letters


def _touches_letters_behind(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "3D", "24703m212" and "787s" from glued units and scales."""
    number, last = quantity.number, quantity.number.last
    after = tokens.word(last)
    if not tokens.glued(last) or (after == "x" and _is_side(tokens, last - 1) and _is_side(tokens, last + 1)):
        return False
    if quantity.unit is not None:
        return after == "s" and quantity.unit.code == "s" and "." not in tokens.words[number.first]
    return after in ("_", "@", "\\") or (after[:1].isalnum() if number.letter else after[:1].isalpha())


def _is_odds(tokens: Tokens, quantity: Quantity) -> bool:
    return quantity.unit is None and quantity.number.style == "digits" and _is_slashed(tokens, quantity.number)


def _follows_count(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell the model in "10 737-800 planes": a number right behind another one, with a word behind it."""
    first, number = quantity.number.first, quantity.number
    if quantity.unit is not None or first < 2 or not tokens.is_number(first - 1) or tokens.glued(first):
        return False
    plain = tokens.words[first].isdecimal() and number.scale == 1
    hyphen = tokens.word(number.last) in ("-", "–") and number.value >= 100
    return plain and (hyphen or tokens.word(number.last)[:1].isalpha())


_CODE_RULES = (
    _starts_with_zero, _touches_letters_before, _hangs_on_letters, _touches_letters_behind, _is_odds, _follows_count,
)  # fmt: skip


def _is_slashed(tokens: Tokens, number: Number) -> bool:
    """Tell "9/4" and "25/1", odds and the like, from fractions, which are read as one number."""
    after = (
        tokens.word(number.last) == "/"
        and tokens.glued(number.last)
        and tokens.is_number(number.last + 1)
        and tokens.glued(number.last + 1)
    )
    before = (
        tokens.word(number.first - 1) == "/"
        and tokens.glued(number.first)
        and tokens.is_number(number.first - 2)
        and tokens.glued(number.first - 1)
    )
    return after or before


_CONTESTS = frozenset({"series", "game", "match", "final", "tie"})


def _follows_name(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell names with a number behind: "Stoxx 600", "page 5", "Windows 10"; not "In Britain 500 people"."""
    number, first = quantity.number, quantity.number.first
    before, printed = tokens.word(first - 1), tokens.words[first]
    tally = before in _CONTESTS and _is_score(tokens, number)
    if before == "." and tokens.at(first - 2) in _SHORT_NAMING:
        return True
    if (
        tally
        or not before[:1].isalpha()
        or tokens.glued(first)
        or quantity.unit is not None
        or number.scale != 1
        or "." in printed
    ):
        return False
    counted = _has_counted_noun(tokens, number.last)
    hyphen = tokens.word(number.last) in ("-", "‑") and tokens.glued(number.last + 1)
    if hyphen and tokens.word(number.last + 1)[:1].isalpha():
        return False
    if before.endswith(("'s", "’s")) and (counted or tokens.word(number.last) in ("-", "–")):
        return False
    low = before.lower()
    low = low.removesuffix("s") if low.removesuffix("s") in _NAMING and before[0].isupper() else low
    if low in _NAMING and not (low in _LOOSE_NAMING and before.islower() and number.value > 40):
        return not counted or before[0].isupper()
    return _follows_capitals(tokens, number, before, counted=counted)


def _follows_capitals(tokens: Tokens, number: Number, before: str, *, counted: bool) -> bool:
    """Tell whether the capitalised word in front makes the number part of a name."""
    first, low = number.first, before.lower()
    if before in sign_book().letters or low in _NOT_NAMES or "," in tokens.words[first] or number.value >= 1e5:
        return False
    if counted and _lacks_apostrophe(before) and not _AIRLINER.fullmatch(tokens.words[first]):
        return False
    if not any(c.isupper() for c in before) or _looks_like_price_list(tokens, number.last):
        return False
    if before.isupper() and len(before) > 1:
        return True
    placed = tokens.at(first - 2) in ("in", "at", "from", "near", "across", "around")
    opening = _starts_sentence(tokens, first - 1) and low.endswith(("ing", "ed", "ly"))
    return not (_is_score(tokens, number) or (counted and (placed or opening)))


_AIRLINER = re.compile(r"7\d7|3[1-8]0")


def _lacks_apostrophe(word: str) -> bool:
    """Tell owners printed without their apostrophe: "Japans 50 largest firms", "Brazils 40 ports"."""
    return (
        word.endswith("s") and not word.endswith(("ss", "us", "is")) and word[:-1].isalpha() and word[-2:-1].islower()
    )


def _starts_sentence(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.sentence_of[i] != tokens.sentence_of[i - 1]


def _looks_like_price_list(tokens: Tokens, last: int) -> bool:
    """Tell "Kidston 50 to 9.00" and "BHP 15 cents": the number is a price change, not part of the name."""
    return (tokens.at(last) == "to" and "." in tokens.word(last + 1) and tokens.is_number(last + 1)) or tokens.at(
        last
    ) in ("down", "up", "higher", "lower")


def _is_score(tokens: Tokens, number: Number) -> bool:
    return tokens.word(number.last) in ("-", "–") and tokens.is_number(number.last + 1) and number.value < 200


def _has_counted_noun(tokens: Tokens, i: int) -> bool:
    """Tell whether a plain plural or people noun follows within three words."""
    nouns = noun_book()
    for j in range(i, min(i + 3, len(tokens))):
        word = tokens.lower[j]
        if not word[0].isalpha() or word in nouns.stops or tokens.words[j][0].isupper():
            return False
        if word in nouns.irregular_plurals or (word.endswith("s") and not word.endswith(("ss", "us", "'s", "’s"))):
            return True
    return False


def _is_worded_name(tokens: Tokens, quantity: Quantity, first: int) -> bool:
    """Tell "BBC One", "Group of Seven", "Formula One", "page one" from counted things."""
    printed, before = tokens.words[first], tokens.word(first - 1)
    if before.lower() in _NAMING and not _has_counted_noun(tokens, quantity.number.last) and quantity.unit is None:
        return before.lower() not in _LOOSE_NAMING or before[0].isupper()
    if not printed[0].isupper() or first == 0 or _starts_sentence(tokens, first) or before in "\"“‘'(:—-–":
        return False
    if (
        tokens.word(first + 1)[:1].isupper()
        and quantity.number.last == first + 1
        and quantity.unit is None
        and not tokens.is_headline
    ):
        return True
    if before == "of" and tokens.word(first - 2)[:1].isupper():
        return True
    return (before[:1].isupper() and before.lower() not in _NOT_NAMES) or (
        before.lower() == "the" and tokens.word(first + 1)[:1].isupper()
    )


def is_year(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell four bare digits that are a year from those that count: a modifier before or people behind make it a count."""
    number, first = quantity.number, quantity.number.first
    printed = tokens.words[first]
    if len(printed) != 4 or not printed.isdecimal() or not 1000 <= number.value <= 2100 or number.last != first + 1:
        return False
    if number.value < 1500:
        cued = tokens.at(first - 1) in ("in", "since", "until", "by", "from", "of", "circa")
        return (
            cued and quantity.unit is None and find_noun(tokens, quantity.last) is None and tokens.at(first - 1) != "of"
        )
    sized = tokens.word(number.last) in ("x", "×") and _is_side(tokens, number.last + 1)
    if (
        quantity.signed
        or sized
        or (
            quantity.unit is not None
            and quantity.unit.code not in ("{point}", "{season}", "K", "3.mo")
            and quantity.unit.kind != "duration"
        )
    ):
        return False
    if (
        quantity.unit is not None
        and quantity.unit.kind == "duration"
        and tokens.at(first - 1) not in ("in", "since", "the", "of", "by")
    ):
        return False
    return not _is_bounded(tokens, first) and _reads_as_year(tokens, number)


_HEDGES = frozenset(
    {"than", "about", "nearly", "almost", "some", "approximately", "least", "another", "roughly", "over"}
)


def _is_bounded(tokens: Tokens, first: int) -> bool:
    """Tell whether what stands before bounds a count: "about 1900", "up to 2000"."""
    before = tokens.at(first - 1)
    return before in _HEDGES or (before == "to" and tokens.at(first - 2) == "up")


def _reads_as_year(tokens: Tokens, number: Number) -> bool:
    """Tell a year by the word in front, or by the lack of anything behind that is counted in such numbers."""
    before = tokens.at(number.first - 1)
    after = tokens.at(number.last)
    plural = after in noun_book().irregular_plurals or after.endswith("s")
    people = plural and is_people(after)
    counts = people or (number.value < 1900 and _has_counted_noun(tokens, number.last))
    if before not in _YEAR_CUES or (people and before in ("to", "of", "between")) or (counts and before == "and"):
        return not (
            after == "times" or people or (_is_round_count(number.value) and _has_counted_noun(tokens, number.last))
        )
    return True


def _is_round_count(value: float) -> bool:
    """Tell the numbers that count more often than they date before a plural noun: "1850 stores", "2000 homes"."""
    return value < 1900 or value % 100 == 0


_COUNT_FOLLOWERS = word_set("count_followers")


def is_bare_name(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "the 787,", "the 486 is" and "the 8088 chip": three or four bare digits that count nothing behind them."""
    number, first, last = quantity.number, quantity.number.first, quantity.last
    printed = tokens.words[first]
    if (
        quantity.signed
        or quantity.joined
        or number.style != "digits"
        or not printed.isdecimal()
        or not 3 <= len(printed) <= 6
        or number.scale != 1
        or quantity.per
    ):
        return False
    after, nouns = tokens.at(last), noun_book()
    code = tokens.is_number(last + 1) and tokens.glued(last + 1)
    plain = (len(printed) > 4 or number.value % 1000 == 0) and not code
    level = after in ("mark", "level", "barrier", "threshold", "milestone")
    if level or ((after in _COUNT_FOLLOWERS or plain) and tokens.at(first - 1) not in ("the", "first", "new", "a")):
        return False
    if after in nouns.people_predicates or _has_counted_noun(tokens, last) or is_plural(after):
        return False
    if find_noun(tokens, last) is not None:
        return False
    if (
        after[:1].isalpha()
        and after not in nouns.stops
        and after not in ("and", "or")
        and not after.endswith(("ed", "ing", "ly"))
    ):
        return tokens.words[last][0].islower() or tokens.at(first - 1) in ("the", "a", "first", "its")
    return tokens.at(first - 1) in ("the", "first", "new", "a")


@cache
def score_neighbours() -> frozenset[str]:
    """Return the words beside a tally that make it a score."""
    return _SCORE_NEIGHBOURS


@cache
def unit_starts() -> frozenset[str]:
    """Return every word that a unit may start with."""
    return frozenset([*unit_book().words, *unit_book().symbols, *modifier_book().lasts])
