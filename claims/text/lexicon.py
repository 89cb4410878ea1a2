"""The word lists of `claims/lexicon`, each file read once, and the inflections by which readers know its words again."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """Return the tables of `lexicon/<name>.toml`, parsed once; callers must not change them."""
    return tomllib.loads(files("claims").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _odd_plurals() -> dict[str, str]:
    return dict(read_lexicon("inflection")["plurals"])


@cache
def _odd_singulars() -> dict[str, str]:
    singulars = {plural: word for word, plural in _odd_plurals().items()}
    return singulars | dict(read_lexicon("inflection")["singulars"])


@cache
def _same_in_both() -> frozenset[str]:
    return frozenset(read_lexicon("inflection")["same"]["words"])


def plural_of(word: str) -> str:
    """Return the plural of a singular noun in lower case."""
    if word in _same_in_both():
        return word
    if word in _odd_plurals():
        return _odd_plurals()[word]
    if word.endswith("man") and len(word) > 4 and not word.endswith(("human", "german", "roman")):
        return word[:-2] + "en"
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s" if word[-1:].isalpha() else word


@cache
def singular_of(word: str) -> str:
    """Return the singular of a noun in lower case; what is no plural comes back as it is."""
    if word in _same_in_both() or word in _odd_plurals():
        return word
    if word in _odd_singulars():
        return _odd_singulars()[word]
    if word.endswith("men") and len(word) > 4 and not word.endswith(("specimen", "regimen", "abdomen", "acumen")):
        return word[:-2] + "an"
    if word.endswith("children"):  # grandchildren, schoolchildren
        return word[:-3]
    return _without_ending(word)


def _without_ending(word: str) -> str:
    """Take off a regular plural ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def is_plural(word: str) -> bool:
    """Tell whether a word in lower case looks like a plural, or is the same in both numbers."""
    return word in _same_in_both() or singular_of(word) != word


@cache
def verb_forms(verb: str) -> frozenset[str]:
    """Return the regular forms of a verb: itself, -s, -ed, -ing."""
    if verb.endswith("e"):
        return frozenset((verb, verb + "s", verb + "d", verb[:-1] + "ing"))
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return frozenset((verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"))
    ending = "es" if verb.endswith(("s", "x", "ch", "sh", "z")) else "s"
    double = verb + verb[-1] if len(verb) <= 4 and verb[-1:] in "bdgmnprt" and verb[-2:-1] in tuple("aeiou") else verb
    return frozenset((verb, verb + ending, double + "ed", double + "ing"))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of `lexicon/contexts.toml`: words beside a number, named by what they are evidence of."""
    return frozenset(read_lexicon("contexts")[name])
