"""The lexicon of reporting words: which word is a cue, in which frames it takes what is said, and what a speaker is."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Frame = Literal["say", "tell", "ask", "want", "urge", "judge", "seem", "phrasal"]
Form = Literal["base", "s", "past", "participle", "ing"]

_LEXICON = Path(__file__).parent.parent / "lexicon" / "cues.toml"
_FRAMES: tuple[Frame, ...] = ("say", "tell", "ask", "want", "urge", "judge", "seem")
_DOUBLED = {"quip", "beg", "admit", "refer", "defer", "label", "plan", "dub", "peg", "rebut", "rag", "hint"}
_NOT_DOUBLED = {"hint", "label"}


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb, with the frames its lemma stands in and the particles it may take."""

    lemma: str
    form: Form
    frames: frozenset[Frame]
    particles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cue lexicon as look-up tables; all keys are lower case."""

    verbs: dict[str, Verb]
    according: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    asserting: frozenset[str]  # nouns that put something forward as a fact
    noun_prone: frozenset[str]
    joining: frozenset[str]
    valuing: frozenset[str]  # forms of verbs that put something "at" a sum
    counting: frozenset[str]  # and of those whose object is the sum
    kinds: dict[str, frozenset[str]]


@cache
def read_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package, read once."""
    raw = tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    return Lexicon(
        verbs=_verbs_of(raw),
        according=tuple(tuple(phrase.split()) for phrase in raw["according"]["phrases"]),
        nouns=frozenset(raw["nouns"]["words"]),
        asserting=frozenset(raw["nouns"]["asserting"]),
        noun_prone=frozenset(raw["noun_prone"]["lemmas"]),
        joining=frozenset(raw["joining"]["lemmas"]),
        valuing=_forms(raw["value"]["at"], raw["value"]["at_irregular"]),
        counting=_forms(raw["value"]["bare"], []),
        kinds={kind: frozenset(words) for kind, words in raw["kinds"].items()},
    )


def _forms(regular: Iterable[str], irregular: Iterable[str]) -> frozenset[str]:
    """Return all forms of some verbs."""
    forms = [form for lemma in regular for form in inflect(lemma)]
    return frozenset([*forms, *(form for line in irregular for form in line.split())])


def _verbs_of(raw: dict[str, Any]) -> dict[str, Verb]:
    """Return every form of every verb; a form that two forms of one lemma share keeps the finite reading."""
    frames: dict[str, set[Frame]] = {}
    particles: dict[str, set[str]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for frame in _FRAMES:
        for lemma, inflected in _lemmas(raw[frame]):
            frames.setdefault(lemma, set()).add(frame)
            forms[lemma] = inflected
    for lemma, inflected in _lemmas({"regular": [], "irregular": raw["phrasal"]["irregular"]}):
        forms.setdefault(lemma, inflected)
    for pair in raw["phrasal"]["pairs"]:
        lemma, particle = pair.split()
        particles.setdefault(lemma, set()).add(particle)
        frames.setdefault(lemma, set()).add("phrasal")
        forms.setdefault(lemma, tuple(inflect(lemma)))
    verbs: dict[str, Verb] = {}
    for lemma, inflected in forms.items():
        for form, word in _named(inflected):
            verb = Verb(lemma, form, frozenset(frames[lemma]), frozenset(particles.get(lemma, ())))
            if form != "base" or word == lemma:
                verbs.setdefault(word, verb)
    return verbs


def _lemmas(group: dict[str, list[str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield each lemma of a group with its forms."""
    for lemma in group["regular"]:
        yield lemma, tuple(inflect(lemma))
    for line in group["irregular"]:
        inflected = tuple(line.split())
        yield inflected[0], inflected


def inflect(lemma: str) -> list[str]:
    """Return the base, -s, past and -ing forms of a regular verb.

    >>> inflect("deny")
    ['deny', 'denies', 'denied', 'denying']
    """
    stem = lemma
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    if lemma in _DOUBLED - _NOT_DOUBLED:
        stem = lemma + lemma[-1]
    ending = "es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return [lemma, lemma + ending, stem + "ed", stem + "ing"]


def _named(forms: tuple[str, ...]) -> Iterable[tuple[Form, str]]:
    """Yield the forms of one verb with their names, by place and ending."""
    yield "base", forms[0]
    yield "s", forms[1] if len(forms) > 1 else forms[0]
    for place, word in enumerate(forms[2:]):
        yield ("ing" if word.endswith("ing") else "past" if place == 0 else "participle"), word
