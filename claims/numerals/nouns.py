"""Finds the counted noun behind a number, its head in the singular, and whether it counts human beings."""

from dataclasses import dataclass

from claims.numerals.contexts import word_set
from claims.numerals.tokens import Tokens
from claims.numerals.words import noun_book, number_book, sign_book, unit_book

_HYPHENS = frozenset("-‐‑–")
_QUOTES = frozenset('"“”')
_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "mice": "mouse", "geese": "goose", "teeth": "tooth",
    "lives": "life", "wives": "wife", "knives": "knife", "halves": "half", "oxen": "ox", "criteria": "criterion", "phenomena": "phenomenon", "media": "medium",
    "bacteria": "bacterium", "crises": "crisis", "analyses": "analysis", "theses": "thesis", "indices": "index", "businesses": "business", "buses": "bus",
    "movies": "movie", "cookies": "cookie", "ties": "tie", "species": "species", "series": "series", "aircraft": "aircraft", "troops": "troop", "leaves": "leaf",
    "shelves": "shelf", "wolves": "wolf", "thieves": "thief", "loaves": "loaf", "calves": "calf", "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato",
    "echoes": "echo", "vetoes": "veto", "torpedoes": "torpedo", "axes": "axe", "viruses": "virus", "bonuses": "bonus", "gases": "gas", "calories": "calorie", "pence": "penny",
    "zombies": "zombie", "rookies": "rookie", "pies": "pie", "lies": "lie", "dies": "die", "selfies": "selfie", "cases": "case", "houses": "house", "causes": "cause",
    "news": "news", "staff": "staff", "police": "police", "others": "other", "census": "census", "lens": "lens", "means": "means", "headquarters": "headquarters", "barracks": "barracks",
}  # fmt: skip


_CARDINALS = frozenset(number_book().cardinals)
_MEASURING = word_set("measuring")
_NOT_PLURAL_ENDINGS = ("ss", "us", "is", "'s", "’s", "ous")
_ADJECTIVE_ENDINGS = (
    "ed",
    "ing",
    "al",
    "ive",
    "ous",
    "ary",
    "ic",
    "ful",
    "less",
    "able",
    "ible",
    "ent",
    "ant",
    "ern",
    "ese",
    "ish",
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens first..last (end exclusive) and the singular head."""

    first: int
    last: int
    head: str
    of_group: bool = False  # "of its people": the number is part of them


def singular_of(word: str) -> str:
    """Return the singular of a lower-case noun."""
    for base in ("men", "women", "people", "children"):
        if word.endswith(base) and word != base and len(word) > len(base) + 2:
            return word[: -len(base)] + _IRREGULAR[base]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    short = word.endswith("oes") and not word.endswith(("shoes", "toes", "foes", "hoes", "canoes", "oboes", "woes"))
    if short or word.endswith(("xes", "ches", "shes", "sses", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_NOT_PLURAL_ENDINGS) and len(word) > 2:
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Tell whether a lower-case word is a plural noun by its form."""
    nouns = noun_book()
    if word in nouns.irregular_plurals:
        return True
    if word.endswith(("men", "children", "people")) and len(word) > 4:
        return True
    if word in ("mens", "womens", "childrens", "peoples") or (word.endswith("ys") and word[-3:-2] not in "aeou"):
        return False  # owners printed without their apostrophe: "the countrys former leaders"
    return word.endswith("s") and len(word) > 2 and not word.endswith(_NOT_PLURAL_ENDINGS)


def _is_plural_letters(printed: str) -> bool:
    """Tell "MPs", "RBIs" and "GPs": letters of an abbreviation with a plural ending."""
    return len(printed) > 2 and printed.endswith("s") and printed[:-1].isupper()


def is_people(word: str) -> bool:
    """Tell whether a lower-case plural or singular noun means human beings, or what each of them casts, holds or suffers."""
    nouns = noun_book()
    if word in nouns.things:
        return False
    if word in nouns.people or singular_of(word) in nouns.people:
        return True
    return is_plural(word) and word.endswith(nouns.people_endings) and word not in unit_book().words


def find_noun(tokens: Tokens, i: int, *, plural: bool = True) -> NounPhrase | None:
    """Return the noun phrase that starts at token i, right behind a number.

    With `plural` the head must look like a plural; without, the last word before the phrase ends is the head.
    """
    if tokens.word(i) in _HYPHENS and tokens.glued(i) and tokens.glued(i + 1):
        return _hyphenated(tokens, i + 1)
    of_group = False
    first = i
    if tokens.at(i) == "of":
        i = _skip_determiners(tokens, i + 1)
        of_group = True
        if i < 0:
            return None
    found = _walk(tokens, i, plural=plural)
    if (
        found is None
        and plural
        and tokens.lower[i : i + 1]
        and tokens.lower[i] in noun_book().attributive
        and _qualifies(tokens, i + 1)
    ):
        return NounPhrase(i, i + 1, singular_of(tokens.lower[i]))
    if found is None:
        return None
    last, head = found
    return NounPhrase(i if of_group else first, last, singular_of(tokens.lower[head]), of_group=of_group)


def _qualifies(tokens: Tokens, i: int) -> bool:
    """Tell whether a word stands at i that a number with its noun can qualify."""
    word = tokens.at(i)
    return word[:1].isalpha() and word not in noun_book().stops


def _hyphenated(tokens: Tokens, i: int) -> NounPhrase | None:
    """Read "five-member", "two-door", "three-judge": the word behind the hyphen is what is counted."""
    word = tokens.at(i)
    if word == "odd":
        found = _walk(tokens, i + 1, plural=True)
        return NounPhrase(i + 1, found[0], singular_of(tokens.lower[found[1]])) if found else None
    stopped = word in noun_book().stops and word not in noun_book().attributive
    if not word.isalpha() or stopped or word in number_book().cardinals or len(word) < 3:
        return None
    return NounPhrase(i, i + 1, singular_of(word))


def _skip_determiners(tokens: Tokens, i: int) -> int:
    """Step over "the", "its", "Johnson's"; -1 where a pronoun or nothing follows."""
    nouns, word = noun_book(), tokens.at(i)
    if word in ("whom", "which", "them", "us", "you", "those", "these", "it", "that", "this") and tokens.at(i + 1) in (
        "",
        ",",
        ".",
        *nouns.stops,
    ):
        return -1
    while tokens.at(i) in nouns.fillers or tokens.at(i) in ("those", "these", "all"):
        i += 1
    return i if tokens.word(i)[:1].isalpha() else -1


def _walk(tokens: Tokens, i: int, *, plural: bool) -> tuple[int, int] | None:
    """Walk over the words of a noun phrase; return (end, head)."""
    nouns = noun_book()
    head, last_word, j, limit = -1, -1, i, min(i + 8, len(tokens))
    while j < limit:
        word = tokens.lower[j]
        if word[0].isalpha():
            if (
                (
                    word in nouns.stops
                    and not (j == i and word in _MEASURING)
                    and not (tokens.word(j + 1) in _HYPHENS and tokens.glued(j + 1))
                )
                or (j == i and word == "and")
                or (
                    word in _CARDINALS
                    and (word != "one" or tokens.word(j + 1) in _HYPHENS)
                    and not tokens.at(j + 2).startswith("pointer")
                )
                or (word.endswith("ly") and head >= 0)
                or (j > i and tokens.sentence_of[j] != tokens.sentence_of[i])
            ):
                break
            if head >= 0 and not (tokens.lower[head] in nouns.plural_modifiers and is_plural(word)):
                break
            last_word = j
            if (
                plural
                and (is_plural(word) or _is_plural_letters(tokens.words[j]))
                and not ((word in nouns.plural_modifiers or tokens.words[j][0].isupper()) and _goes_on(tokens, j))
                and not (tokens.words[j][0].isupper() and tokens.word(j + 1) in _HYPHENS and tokens.glued(j + 1))
            ):
                head = j
        elif not _may_join(tokens, j, head):
            break
        j += 1
        if word == "and" and head >= 0:
            break
    if head < 0 and not plural:
        head = _singular_head(tokens, i, last_word)
    return (head + 1, head) if head >= 0 else None


def _goes_on(tokens: Tokens, j: int) -> bool:
    """Tell whether a word that may be the front part of a compound is followed by its head."""
    after = tokens.at(j + 1)
    return after[:1].isalpha() and after not in noun_book().stops and is_plural(after)


def _may_join(tokens: Tokens, j: int, head: int) -> bool:
    """Let hyphens, model numbers and commas between adjectives stand inside a noun phrase that has no head yet."""
    word = tokens.word(j)
    if head >= 0:
        return False
    if word in _QUOTES:
        return _is_quoted_word(tokens, j)
    if word in _HYPHENS:
        return tokens.glued(j) and (tokens.glued(j + 1) or tokens.at(j + 1) in ("and", "or", "to"))
    if tokens.is_number(j):
        return _is_model(tokens, j) or tokens.at(j + 2).startswith("pointer")
    return word == "," and all(tokens.at(k).endswith(_ADJECTIVE_ENDINGS) for k in (j - 1, j + 1))


def _is_quoted_word(tokens: Tokens, j: int) -> bool:
    """Tell the marks around one word, as in 'eight "critical" holes'."""
    marked = not _QUOTES.isdisjoint((tokens.word(j - 2), tokens.word(j + 2)))
    return marked and (tokens.word(j + 1)[:1].isalpha() or tokens.word(j - 1)[:1].isalpha())


def _is_model(tokens: Tokens, j: int) -> bool:
    """Tell the number of a model inside a noun phrase: "two new 737 Max jets"."""
    before = tokens.word(j - 1)
    if before in sign_book().letters:
        return False
    named = tokens.is_number(j - 1) or before[:1].isupper() or tokens.at(j - 1) in ("new", "used", "old")
    return named or (tokens.glued(j) and before in _HYPHENS)


def _singular_head(tokens: Tokens, i: int, last_word: int) -> int:
    """Return the head of a singular noun phrase: its last word that is no participle."""
    j = last_word
    while (
        j > i
        and tokens.lower[j].endswith(("ed", "ing"))
        and tokens.lower[j] not in ("building", "meeting", "wedding", "ship", "thing", "being")
    ):
        j -= 1
    return j if j >= i and tokens.word(j)[:1].isalpha() else -1
