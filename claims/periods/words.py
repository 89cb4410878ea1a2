"""The closed classes of words that the signs of a period look for, and what sort of word one is that stands in none."""

from collections.abc import Iterable
from functools import cache

from claims.speech.cues import read_lexicon
from claims.text.tokens import Tokens

LED = (
    "in", "on", "by", "since", "from", "to", "until", "of", "for", "during", "after", "before", "the", "a", "than", "as", "between",
    "at", "with", "over", "into", "and", "or", "its", "that", "this", "about", "up", "was", "were", "is", "are", "has", "had", "have",
    "be", "been", "will", "would", "which", "who", "more", "least", "said", "while", "when", "across", "among", "through", ",", "(", "—", ":", ";", '"', "“", "”", ".",
)  # fmt: skip
BETWEEN = (
    "and", "but", "or", "which", "who", "whose", "that", "to", "from", "than", "since", "after", "before", "when", "while", "where",
    "because", "as", "with", "including", "if", "of", "in", "at", "by", "for", "on", "according", "is", "are", "was", "were", "has",
    "have", "had", "will", "would", "could", "not", "compared", ",", ";", ":", "—", "–", "(", ")", "“", "”", '"', "'s",
)  # fmt: skip
OPENERS = (
    "he", "she", "it", "they", "the", "his", "her", "its", "their", "this", "that", "these", "those", "a", "an", "in", "on", "at", "another",
    "but", "and", "after", "during", "then", "about", "some", "more", "most", "of", "one", "two", "“", '"', "there", "for", "by", "since", "as", "to", "we", "i",
)  # fmt: skip
CLAUSE = frozenset({"which", "who", "that", "whose", "where", "when", "while", "because", "after", "before", "if", "although", "though", "since", "than", "as", "including", "with"})  # fmt: skip
PAST = frozenset({"was", "were", "had", "did", "went", "fell", "rose", "said", "took", "made", "came", "got", "won", "lost", "gave", "saw", "led", "held", "told", "found", "became", "began", "left", "cut", "hit", "put", "sold", "paid", "spent", "grew", "shot", "met"})  # fmt: skip
AHEAD = frozenset({"will", "would", "could", "may", "might", "should", "shall", "expected", "plans", "planned", "to"})
PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "remains", "remain", "now", "currently", "can"})
TURNS = frozenset({"to", "from", "and", "but", "while", "whereas", "against", "versus", "than", "compared", ","})
BREAKS = frozenset({";", ":", "—", "“", "”", "–"})


def one(names: Iterable[object], value: object) -> list[float]:
    """Return 1 for the name that a value is, 0 for the others."""
    return [float(name == value) for name in names]


@cache
def saying() -> frozenset[str]:
    """Return the forms of verbs that say, and of those that put something out."""
    verbs = frozenset(word for word, verb in read_lexicon().verbs.items() if verb.frames & {"say", "tell"})
    return verbs | {"released", "published", "reported", "according", "wrote", "spoke", "speaking"}


def class_of(word: str, printed: str, kind: str) -> list[float]:
    """Tell what sort of word one is that stands in no closed class."""
    return [
        float(kind == "number"), float(printed[:1].isupper()), float(word.endswith("ed")), float(word.endswith("ing")),
        float(word in saying()), float(word.endswith("s")), float(not word),
    ]  # fmt: skip


def verb_before(tokens: Tokens, first: int) -> list[float]:
    """Tell what sort the nearest verb before a word is, and how far it stands."""
    for i in range(first - 1, max(-1, first - 15), -1):
        word = tokens.at(i)
        sort = [
            word in AHEAD and word != "to",
            word in PRESENT,
            word in PAST,
            word.endswith("ed") and len(word) > 3,
            word in saying(),
        ]
        if any(sort):
            return [*map(float, sort), (first - i) / 15, 0.0]
    return [*[0.0] * 5, 1.0, 1.0]
