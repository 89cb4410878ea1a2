"""What a claimant's phrase names: a person by name and office, a body, or nobody who could be known again elsewhere.

"California Sen. Ana Ruiz" is Ana Ruiz, a senator; "Lagos police" is a body; "the mayor" and "officials" are nobody.
"""

import re
from collections.abc import Sequence

from claims.tracking.body_names import BodyName, body_of, placed_body
from claims.tracking.name_words import body_heads, fold, is_capital
from claims.tracking.person_names import PersonName, is_office, knows_first, person_of

_BEHIND_NAMES = frozenset(("mp", "mep", "msp", "qc", "kc", "md", "phd", "obe", "mbe", "cbe", "td", "esq"))
_WORD = re.compile(r"[^\W_][\w.&’'-]*|&")
_INITIALS = re.compile(r"\b([A-Z])\.\s?(?=[A-Z]\b)")
_ASIDE = re.compile(r"\s*[(\[].*?[)\]]|\s+(?:who|which|that|whose)\b.*|\s+-{1,2}\s.*|\s*[—–].*|[\"“”]")
_PLACE_OF_PERSON = re.compile(r"\s(?:of|at|from|with|for|in|near|on|to|by|behind|about|against)\s")


def name_in(phrase: str, kind: str | None) -> PersonName | BodyName | None:
    """Return what a claimant's phrase names; None for nobody in particular, several, and what is no name.

    `kind` is what the reading takes the claimant for (`claims.claimant_kind`).
    """
    if kind == "anonymous" or len(phrase) > 200 or (kind == "document" and not _is_title(phrase)):
        return None
    head = _head_of(phrase)
    if head is None:
        return None
    tokens = [each.strip(".'’-") if len(each) > 3 else each.strip("'’-") for each in _WORD.findall(head)]
    tokens = [each for each in tokens if each]
    while len(tokens) > 1 and fold(tokens[-1]) in _BEHIND_NAMES:
        tokens.pop()
    if not tokens:
        return None
    if not is_capital(tokens[-1]):
        return placed_body(tokens)
    owned = next((at for at, word in enumerate(tokens) if word.endswith(("'s", "’s"))), None)
    if owned is not None and owned < len(tokens) - 2 and (kind == "person" or _opens_person(tokens[owned + 1 :])):
        return person_of(tokens[owned + 1 :], "person")  # "the university's Professor Ruiz", "the board's Ana Ruiz"
    person = person_of(tokens, kind)
    return person if person is not None else body_of(tokens, kind)


def _opens_person(tokens: Sequence[str]) -> bool:
    """Tell whether words behind a possessive name a person: an office, or a first name with a surname alone."""
    return is_office(tokens[0]) or (knows_first(fold(tokens[0])) and fold(tokens[-1]) not in body_heads())


def _is_title(phrase: str) -> bool:
    """Tell a paper or journal by its name ("the Washington Post", "The Lancet") from a document that is only described."""
    words = phrase.split()
    named = words[1:] if words[:1] and words[0].lower() == "the" else words
    return bool(named) and all(is_capital(word) or word.lower() in {"of", "and", "for", "&"} for word in named)


def _head_of(phrase: str) -> str | None:
    """Return the part of a phrase that names: before its first comma, or the name that explains a role behind it."""
    bare = _INITIALS.sub(r"\1", _ASIDE.sub(" ", phrase)).strip(" ,")
    bare = re.sub(r"['’]s?$", "", bare)
    parts = [part.strip() for part in bare.split(",") if part.strip()]
    named = [part for part in parts if is_capital(part.split()[-1])]
    if not parts:
        return None
    if len(parts) > 1 and parts[0][0].islower() and not is_capital(_before_place(parts[0]).split()[-1]):
        return next((part for part in named if part[0].isupper()), parts[0])  # "one of them, Ana Ruiz, a lawyer"
    return parts[0]


def _before_place(words: str) -> str:
    return _PLACE_OF_PERSON.split(words, maxsplit=1)[0]
