"""The part of a source that can speak: a noun phrase, without what leads to it or hangs on it; or nothing at all.

Numbers and shares of people asked, questions, verb phrases, dates and datelines say nothing, whoever tagged them.
"""

import re

from claims.model import Span
from claims.speech.closed_classes import word_class

_DATELINE = re.compile(
    r"""^[A-Z][A-Z.'’ -]+ (?:,\s*[A-Z][\w.]*){0,2} (?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})? \s* (?:\([\w ]{2,20}\))?
        \s* [-–—]{1,2} \s+ (?=\w) | ^\([\w ]{2,20}\)\s*[-–—]{1,2}\s+ | ^\d{4}\s+[-–—]{1,2}\s+""",
    re.VERBOSE,
)
_LEADING = re.compile(
    r"^(?:[\s\"“”'‘,;:(\[–—-]+|(?:and|but|or|yet|while|whereas|as|even|still|then|also|meanwhile|now)\s+)+",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_DAY = (
    rf"(?:on|in|since|by)\s+(?:{_WEEKDAY}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\b)(?:\s+\d{1, 4})?"
)
_TRAILING = re.compile(
    rf"(?:['’]s|(?<=s)['’]|\s+{_DAY}|\s+{_WEEKDAY}|\s+(?:also|later|earlier|today|yesterday)|[\s,;:(–—-]+)$"
)
_ASIDE = re.compile(r"\s*[,(–—]\s*(?:who|which|whose|that)\b|\s+(?:who|which)\s")
_SHARE = re.compile(
    r"""(?:(?:about|around|nearly|almost|roughly|some|only|just|over|more\s+than|fewer\s+than|at\s+least)\s+)*
        (?: (?:%|per\s*cent\b|percent\b) | [\d.,]+\s*(?:%|per\s*cent\b|percent\b) | [a-z]+(?:-[a-z]+)?\s+per\s?cent\b
          | (?:a|one|two|three|four|nine)[\s-](?:third|quarter|fifth|tenth|half)s?\b | half\b
          | (?:an?|the)\s+(?:\w+\s+)?(?:majority|minority|plurality|share|proportion)\b
          | (?:a|one|two|three|four|five|six|seven|eight|nine|\d+)[\s-](?:in|out\s+of)[\s-](?:every\s+)?\w+\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"[\W\d_]*(?:million|billion|thousand|hundred|dozen)?\W*$")
_ROW = re.compile(r"(?<![\w.])[-+−]?\d[\d.,]*%?\s+[-+−]?\d[\d.,]*%?(?!\w)")  # "Holm 8.5 2.4": a row of a table
_VERBAL = re.compile(
    r"(?:\w+ly\s+)?(?:[a-z]+ed\s+(?:to|by|with|in|on|from|that|for|as|a|an|the)|[a-z]+ing\s+(?:to|that|a|an|the))\b"
)
_LONGEST = 500  # characters of a source that is looked at
_MOST_TAILS = 4  # times and marks that are taken off its end
_NO_OPENERS = (
    word_class("subordinators")
    | word_class("auxiliaries")
    | word_class("question_words")
    | word_class("prepositions")
    | {"according", "depending"}
) - {"like", "per", "over", "about", "around", "between", "under", "among", "near"}
_NAMES = frozenset({"may", "will"})
_NUMBERS = word_class("number_words")
_NOBODY = frozenset(
    [
        "it", "he", "she", "they", "i", "we", "you", "one", "who", "which", "that", "this", "these", "those", "there",
        "what", "whom", "whose", "him", "her", "his", "its", "their", "them", "us", "me", "my", "our", "your",
        "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "nobody", "none", "both", "all", "each",
        "it's", "he's", "she's", "they're", "we're", "i'm", "same", "time", "times",
    ]
)  # fmt: skip


def speaking_part(text: str, source: Span) -> Span | None:
    """Return the noun phrase in a source that can be who says something; None where it holds none.

    What stands right before it in the text tells a verb phrase: "the crew that [trains for fires]".
    """
    start, end = _trimmed(text, Span(source.start, min(source.end, source.start + _LONGEST)))
    words = text[start:end]
    if not words or "\n" in words or not _can_speak(words):
        return None
    before = re.search(r"\b(?:that|who|which)\s+$", text[max(0, start - 8) : start])
    if (
        before
        and words[0].islower()
        and re.match(r"[a-z]+(?:s|ed|ing)\s+(?:\w+\s+)*?(?:for|by|to|in|on|with)\b", words)
    ):
        return None
    return Span(start, end)


def _trimmed(text: str, source: Span) -> Span:
    """Return a source without dateline, conjunctions, times, relative clauses and the mark of its possessions."""
    start, end = source
    for lead in (_DATELINE, _LEADING):
        if found := lead.match(text[start:end]):
            start += found.end()
    aside = _ASIDE.search(text, start, end)
    if aside and aside.start() > start:
        end = aside.start()
    for _ in range(_MOST_TAILS):
        found = _TRAILING.search(text[start:end])
        end = start + found.start() if found else end
    return Span(start, end)


def _can_speak(words: str) -> bool:
    """Tell whether words can be a noun phrase that names somebody or some body."""
    low = words.lower().replace("’", "'")
    first = low.split()[0].strip(",.")
    if (
        low in _NOBODY
        or low in _NUMBERS
        or low.endswith((" whom", " which"))
        or _NUMBER.match(low)
        or _SHARE.match(low)
        or _ROW.search(low)
    ):
        return False
    if words[0].islower():
        return first not in _NO_OPENERS and not _VERBAL.match(words)
    second = words.split()[1:2]
    return not (second and second[0][0].islower() and first in _NO_OPENERS - _NAMES)
