"""What a source is, told by its words: a person, an organisation, a government, a document or nobody named.

The head noun decides ("the ministry's spokesman" is a person), then the shape of a name ("LedgerWatch", "The Red Crescent").
Who is told by a job alone ("executives", "officials") is nobody named, unless the words name the body that they speak for.
"""

import re
from functools import lru_cache

from claims.speech.cues import read_lexicon
from claims.speech.mentions import TITLED, has_article
from claims.speech.names import is_first_name
from schemas.vocabulary import ClaimantKind

_BEHIND_HEAD = re.compile(
    r"""\s*[,(] | \s(?:who|that|which|whose|of|from|for|in|at|with|on|to|by|near|inside|outside|about|behind|within|across
      |close|familiar|briefed|involved|speaking|requesting|asking|citing|called|named|known
      |like|such|including|released|published|issued|conducted|commissioned|compiled|led|based)\s""",
    re.VERBOSE,
)
_HIDDEN = re.compile(
    r"""\banonym|\bunnamed\b|\bunidentified\b
      | \bnot\s+(?:to\s+)?be\s+(?:named|identified|quoted)\b
      | \b(?:asked|asking|wished|wishing|wish|want|wanted|wanting|declin\w+|request\w*|prefer\w*|refus\w+)\b.{0,20}\b(?:named|identified|names?)\b
      | \bnot\s+(?:\w+\s+)?authori[sz]ed\b | \bwithout\s+(?:being\s+named|authori[sz]ation)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:familiar\s+with|close\s+to|briefed\s+(?:on|by|about)|with\s+(?:\w+\s+)?knowledge\s+of|aware\s+of|involved\s+in)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:of|at|from|with|for|in)\s+(?:(?:the|both|its|their)\s+)?(?P<body>[^,]+)")
_WORD = re.compile(r"[\w.&’'-]*\w[.’']?")
_CAMEL = re.compile(
    r"(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|O['’])\w*[a-z][A-Z]|\w+(?:-|[a-z])[Ww]atch$|\w+\.(?:com|org|net)$"
)
_AFTER_NAMES = frozenset(
    {"QC", "KC", "MP", "MEP", "MSP", "TD", "MD", "PhD", "OBE", "MBE", "CBE", "Jr", "Sr", "II", "III", "IV", "Esq"}
)
_AGED = re.compile(r"\d+-year-olds?$")
_KINDS_BY_HEAD: tuple[ClaimantKind, ...] = ("anonymous", "document", "government", "organisation")


@lru_cache(maxsize=4096)
def kind_of(phrase: str) -> ClaimantKind | None:
    """Return what a source is, by its words; None where they do not tell."""
    core, rest = _cut_at_head(re.sub(r"['’]s?\s*$", "", phrase.strip(" ,")))
    words = [word.rstrip("’'") for word in _WORD.findall(re.sub(r"['’]s\b", "", core))]
    while len(words) > 1 and words[-1].rstrip(".") in _AFTER_NAMES:
        words.pop()
    lows = [word.lower() if word.lower() in {"u.s.", "u.k."} else word.lower().rstrip(".") for word in words]
    if not words:
        return None
    named = words[-1][:1].isupper() and len(words) > 1 and lows[-1] not in read_lexicon().kinds["staff"]
    if _HIDDEN.search(phrase) or (_INSIDE.search(phrase) and not named):
        return "anonymous"
    if lows[-1] in read_lexicon().kinds["staff"]:
        return _of_staff(words, lows, rest)
    return _by_head(words, lows) or _by_shape(words, lows)


def is_common_noun(printed: str) -> bool:
    """Tell whether a single word is a noun of the lexicon that only opens its sentence with a capital: "Research"."""
    low = printed.lower()
    return " " not in printed and any(low in read_lexicon().kinds[kind] for kind in ("document", "person", "staff"))


def _cut_at_head(phrase: str) -> tuple[str, str]:
    """Return a phrase up to its head noun, and what stands behind that."""
    end = _BEHIND_HEAD.search(phrase, 1)
    return (phrase[: end.start()], phrase[end.start() :]) if end else (phrase, "")


def _of_staff(words: list[str], lows: list[str], rest: str) -> ClaimantKind:
    """Return the kind of the body whose people speak: "Treasury officials", "executives of both companies"; else nobody named."""
    plain = read_lexicon().kinds["rank"]
    before = [word for word, low in zip(words[:-1], lows[:-1], strict=True) if low not in plain]
    several = lows[0] not in {"a", "an", "one", "another"}
    if before and (before[-1][0].isupper() or (several and _by_head(before, [word.lower() for word in before]))):
        return _body_kind(" ".join(before), lows[-1])
    behind = _BODY.match(rest.strip())
    if behind and (_named(behind["body"]) or _by_head(*_parted(behind["body"]))):
        return _body_kind(behind["body"], lows[-1])
    return "anonymous"


def _parted(phrase: str) -> tuple[list[str], list[str]]:
    words = _WORD.findall(_cut_at_head(phrase)[0])
    return words, [word.lower() for word in words]


def _named(phrase: str) -> bool:
    return any(word[0].isupper() for word in phrase.split())


def _body_kind(body: str, staff: str) -> ClaimantKind:
    """Return what a body is that people speak for: officials are a government's where the name tells nothing."""
    kind = kind_of(body)
    if kind in {"government", "organisation"}:
        return kind
    return "government" if staff.startswith("official") else "organisation"


def _by_head(words: list[str], lows: list[str]) -> ClaimantKind | None:
    """Return the kind that the last word tells; plurals of bodies are bodies."""
    if not words:
        return None
    kinds, head = read_lexicon().kinds, lows[-1]
    if head == "union" and {"european", "african", "soviet"} & set(lows):
        return "government"
    forms = {head, head.removesuffix("s"), re.sub("ies$", "y", head)}
    for kind in _KINDS_BY_HEAD:
        if head in kinds[kind] or (kind in {"government", "organisation"} and forms & kinds[kind]):
            return kind
    if head in kinds["person"] or head in {"he", "she", "i", "who"} or _AGED.match(head):
        return "person"
    return None


def _by_shape(words: list[str], lows: list[str]) -> ClaimantKind | None:
    """Return what the shape of a name tells; None where no name ends the phrase."""
    kinds = read_lexicon().kinds
    if set(lows) & (TITLED | kinds["person"]) and not _is_shouted(words[-1]):
        return "person"
    if not (words[-1][0].isupper() or has_article(words[-1])) or (
        len(words) == 1 and lows[0].removesuffix("s") in kinds["person"]
    ):
        return None
    opened = len(words) > 1 and lows[0] in read_lexicon().kinds["openers"] and words[1][0].isupper()
    joined = bool({"the", "des", "du"} & set(lows[1:-1])) and not is_first_name(lows[0])
    body = joined or _CAMEL.match(words[-1]) or _is_shouted(words[-1]) or "&" in words or opened
    if body or (lows[0] == "the" and not any(is_first_name(low) for low in lows)):
        return "organisation"
    return "person"


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word.rstrip(".")) > 1
