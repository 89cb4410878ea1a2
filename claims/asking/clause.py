"""The words of a sentence that a question is about: the clause of the claim, without what only leads in or hangs on."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from claims.model import Span
from claims.statements import PARTS, bare, is_clause
from claims.text.lexicon import is_plural, read_lexicon

LONGEST = 28
"""Words from which on what hangs on a clause is left out, though it was claimed with it."""

_CITY = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][A-Z.'’-]+)*[ ,]*(?:[\w., ]{0,25})?(?:\([\w. /]{2,30}\)\s*)?(?:[-–—]{1,2}|:)\s+(?=[A-Z“\"0-9])"
)
_TOWN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?, [A-Z][a-z]{1,4}\.? [-–—]{1,2} ")
_AGENCY = re.compile(r"[A-Z][\w.,'’ ]{1,40}?\([\w. /]{2,30}\)\s*[-–—]{1,2}\s+")
_BRACKETED = re.compile(r"\([A-Z][\w .&/]{1,30}\)\s*(?:[-–—]{1,2}\s*)?(?=[A-Z“\"])")
_DANGLING = re.compile(r"[\s,]+(?:and|or|but|that|which|who|to|of|in|with|by|for|as)[\s,.]*$")
_THAT = re.compile(r"that,?\s+(?!(?:is|was|has|will|would|had)\b)")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s+", re.IGNORECASE)
_LED_IN = re.compile(r"(?:[A-Z]\w+ed|Born|Built|Known|Seen|Given|Made)\s[^,;:]{0,90},\s+(?=\S)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|should|must|cannot)\b|n['’]t\b|\b(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hat|[Tt]here|[Ww]hat|who|[Hh]ere)['’]s\b|['’](?:re|ve|ll|d)\s|(?<![-–])(?<!own )(?<!the )(?<!The )(?<!of )\b[a-z]{3,}ed\b"
)
_BASE = re.compile(
    r"(?<!\d )(?<!the )\b(?!(?:this|his|its|as|us|years|months|weeks|days|hours)\b)[a-z]{3,}s\s+"
    r"(?:a|an|the|that|to|his|her|its|their|on|from|with|no|not|only|more|little|much|it|him|them|about|nearly|some|at|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*|[A-Z]\w+)\b"
    r"|(?:^|\s)[A-Z][a-z]+\s(?:\w+ly\s)?[a-z]{3,}s\s[a-z]+"
)
_ASIDE = re.compile(
    r"(?:,\s+(?:who|which|whose|where|whom)\b[^,]*(?:,|$)|\s[–—]\s[^–—]*(?:[–—]|$)|\s--?\s.*?(?:\s--?\s|$)|\([^)]*(?:\)|$))"
)
_NO_START = re.compile(
    r"(?:is|are|was|were|has|had|will|would|can|could|should|must|may|might|do|does|did|come|came|why|how|whether|however|what|who|which|whose|to|of|than|be|being|having|[a-z]+ed\s+(?:by|in|on|at|from|with|to))\b",
    re.IGNORECASE,
)
_ANY_WORD = re.compile(r"(?<!\S)[^\W\d_]")
_CAPITAL_WORD = re.compile(r"(?<!\S)[A-Z]")
_FEWEST = 3  # words of which capitals tell a heading
_PLAIN_VERB = re.compile(
    r"\b(?:I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|who|that|which|[A-Za-z][a-z]+s|people|men|women|children|[A-Z][a-z]+(?=\s+[a-z]+s\b))\s+"
    r"(?:(?:\w+ly|now|also|still|often|never|just|even|then|only)\s+)?(?P<verb>[a-z]{3,})\b"
)
_LABELLED = re.compile(r"(?:[A-Z]\w+\s+){0,6}[A-Z]\w+:\s+|--\s+")
_DASHED = re.compile(r"\s(?:[–—]|--?)\s")


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return a list of `lexicon/asking.toml`, the longest entries first."""
    return tuple(sorted(read_lexicon("asking")[name], key=lambda words: (-len(words), words)))


@cache
def any_listed(name: str) -> str:
    """Return a pattern of any words of a list."""
    return "(?:" + "|".join(entry.replace(" ", r"\s+") for entry in listed(name)) + ")"


@cache
def _tie() -> re.Pattern[str]:
    bare = rf"(?i:{any_listed('joins')})\s+(?=(?i:{any_listed('small')}\b)|[A-Z])"
    return re.compile(rf"(?i:{any_listed('ties')}|{any_listed('joins')}),\s+|{bare}|[A-Z]\w+ly,\s+")


@cache
def _hanger() -> re.Pattern[str]:
    return re.compile(rf"(?:,|\s[–—-])\s+(?:\w+\s+of\s+)?(?:{any_listed('hangers')}\b|\w{{3,}}ing\b)", re.IGNORECASE)


@cache
def _past() -> frozenset[str]:
    return frozenset(read_lexicon("closed_classes")["past_forms"])


def states(words: str) -> bool:
    """Tell whether words say something by themselves: a subject first, then a verb of its own, and nothing that is cut off."""
    words = words.strip("“\"' ")
    if not is_clause(words) or words.endswith(("—", "–", "-", ",")):
        return False
    if _NO_START.match(words) or _opens_with_verb(words):
        return "," in words and states(words.split(",", 1)[1])
    return _has_verb(without_asides(words))


def without_asides(words: str) -> str:
    """Return words without relative clauses, brackets and what stands between dashes."""
    return _ASIDE.sub(" ", words)


def _has_verb(words: str) -> bool:
    return bool(_FINITE.search(words) or _BASE.search(words)) or any(word in _past() for word in words.split())


def _opens_with_verb(words: str) -> bool:
    """Tell a clause whose subject was left behind: "paid the bill", "narrow the rule"."""
    found = re.match(r"(?P<first>[a-z]+)(?:\s+(?P<next>\w+))?", words)
    if found is None:
        return False
    first = found["first"]
    governs = found["next"] in ("the", "a", "an", "his", "her", "its", "their")
    return first in _past() or (
        governs and first not in listed("small") and not is_plural(first) and not first.endswith(("ly", "ing"))
    )


def clause_around(text: str, own: Span, scope: Span, *, whole: bool) -> Span:
    """Return the clause of a claim within what is asserted; `whole` where the claim's words are themselves clauses."""
    start, end = own if whole else _main_clause(text, own, scope)
    start = _without_lead(text, start, own, end, whole=whole)
    that = _THAT.match(text, start, end)
    start = that.end() if that else start
    end = _without_tail(text, start, max(end, own.end), own, whole=whole)
    if (
        text[start] == "("
        and text[start:end].count("(") == text[start:end].count(")")
        and text[start:end].rstrip(" .").endswith(")")
    ):
        start, end = start + 1, start + len(text[start:end].rstrip(" .")) - 1
        start = _without_lead(text, start, own, end, whole=whole)
    end = start + len(_DANGLING.sub("", text[start:end]))
    return bare(text, start, end) if text[start:end].strip() else own


def _main_clause(text: str, own: Span, scope: Span) -> Span:
    """Return the main clause of a stretch that holds the claim, parted as the finder of statements parts them."""
    start = scope.start
    for cut in PARTS.finditer(text, scope.start, scope.end):
        aside = _DASHED.match(text, cut.start()) and len(_DASHED.findall(text, scope.start, scope.end)) > 1
        if aside or not (states(text[start : cut.start()]) and states(text[cut.end() : scope.end])):
            continue
        if cut.start() >= own.end:
            return Span(start, cut.start())
        if cut.end() <= own.start:
            start = cut.end()
    return Span(start, scope.end)


def _without_lead(text: str, start: int, own: Span, end: int, *, whole: bool) -> int:
    """Step over a dateline, a clock, ties to the sentence before, and a participle phrase that leads in."""
    for pattern in (_CITY, _TOWN, _AGENCY, _CLOCK):
        found = pattern.match(text, start, end)
        if found and found.end() <= own.end and is_clause(text[found.end() : end]):
            start = found.end()
    for pattern in (_tie(), _tie(), *([] if whole else [_LED_IN])):
        found = pattern.match(text, start, end)
        if found and (found.end() <= own.start or start >= own.start) and is_clause(text[found.end() : end]):
            start = found.end()
    return start


def _without_tail(text: str, start: int, end: int, own: Span, *, whole: bool) -> int:
    """Leave out what hangs on a clause behind the claim's own words, or behind the first part of a long one."""
    stop = own.end if not whole else start
    if whole and len(text[start:end].split()) <= LONGEST:
        return end
    for cut in _cuts(text, stop, end):
        if states(text[start:cut]) and _balanced(text[start:cut]) and (not whole or len(text[start:cut].split()) > 8):
            return cut
    return end


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    found = [cut.start() for cut in _hanger().finditer(text, start, end)]
    dashes = [cut.start() for cut in _DASHED.finditer(text, start, end)]
    yield from sorted(found + (dashes[-1:] if len(dashes) % 2 else []))


def agency_end(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind its dateline, its agency and its clock; its own start where it has none."""
    for pattern in (_CITY, _TOWN, _AGENCY, _BRACKETED, _CLOCK):
        found = pattern.match(text, start, end)
        if found and is_clause(text[found.end() : end]):
            start = found.end()
    return start


def _balanced(words: str) -> bool:
    """Tell whether brackets and curly quote marks are closed where a clause is cut."""
    return (
        all(words.count(one) == words.count(other) for one, other in ("()", "“”", "[]")) and words.count('"') % 2 == 0
    )


def _has_plain_verb(words: str) -> bool:
    """Tell whether behind a subject stands a word that may be its verb: "The fishermen now control the port"."""
    small = {*listed("small"), *listed("joins")}
    return any(found["verb"] not in small for found in _PLAIN_VERB.finditer(words))


@lru_cache(maxsize=64)  # each claim of a sentence asks it of the sentence
def is_whole(words: str) -> bool:
    """Tell whether words are a sentence and no heading or part of one: a verb, small words, and more than a label's phrase."""
    plain, capitals = len(_ANY_WORD.findall(words)), len(_CAPITAL_WORD.findall(words))
    label = _LABELLED.match(words)
    titled = plain > _FEWEST and capitals > 0.7 * plain
    verb = _has_verb(without_asides(words)) or _has_verb(words) or _has_plain_verb(words)
    return verb and not titled and not (label and not states(words[label.end() :]))
