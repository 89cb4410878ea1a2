"""Which kind of authority would settle a claim, and which one that is: whoever keeps the record, by name where the text has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claims.asking.bodies import body_of, is_old, speaker_of
from claims.asking.subject import TO_THE_AUTHOR
from claims.model import Claim
from claims.reading import Reading
from claims.text.lexicon import read_lexicon
from schemas.vocabulary import Authority

SURE, LIKELY, GUESS = 0.5, 0.2, 0.55
"""Chances: from which a keeper is named alone, from which a second one is named beside it, and which two must have together."""

_ELSE = "else the report or record that the story takes it from, which its reporter knows"
_SPOKEN = frozenset({"said", "post"})
"""What is settled by the words themselves: who said them can be asked."""
_PERSONS = frozenset({"person"})


@dataclass(frozen=True, slots=True)
class Whom:
    """Who could settle a claim: the kind of authority, and which one, for people."""

    authority: Authority
    who: str


@dataclass(frozen=True, slots=True)
class _Keeper:
    """A row of `lexicon/authorities.toml`."""

    authority: Authority
    who: str
    of: str | None
    heads: frozenset[str]


_AUTHOR = Whom("person", "the author, for the facts that it rests on, and then whoever keeps these")


@cache
def _keepers() -> dict[str, _Keeper]:
    rows = read_lexicon("authorities").items()
    return {
        name: _Keeper(row["authority"], row["who"], row.get("of"), frozenset(row.get("heads", ())))
        for name, row in rows
    }


def authority_of(claim: Claim, question: str, reading: Reading, likely: Mapping[str, float]) -> Whom:
    """Return who could settle a claim, by how likely each keeper is; a question to the author is the author's to answer.

    Where it is not sure who keeps the record, the next likely one is told as well, and where the story may have it from.
    """
    if question.endswith(TO_THE_AUTHOR):
        return _AUTHOR
    left = {name: chance for name, chance in likely.items() if name not in _out_of_question(claim, reading)}
    (first, chance), (second, next_chance) = sorted(left.items(), key=lambda each: -each[1])[:2]
    names = [first] if chance >= SURE and next_chance < LIKELY else [first, second]
    speaker = speaker_of(claim, reading)
    who = "; or ".join(_words(name, claim, speaker) for name in _apart(names))
    if speaker and speaker not in who:
        who = f"{who}; for whether it was said, {speaker}"
    if chance + next_chance < GUESS:
        who = f"{who}; {_ELSE}"
    return Whom(_keepers()[first].authority, who)


def _out_of_question(claim: Claim, reading: Reading) -> frozenset[str]:
    """Return who cannot settle it: persons of long ago, and the words of a transcript, which the story itself is."""
    return (_PERSONS if is_old(claim, reading) else frozenset()) | (_SPOKEN if claim.cue == ":" else frozenset())


def _apart(names: list[str]) -> list[str]:
    """Return names without one whose words say what those of another do."""
    return names[:1] if set(names) == _SPOKEN else names


def _words(name: str, claim: Claim, speaker: str | None) -> str:
    """Return who a keeper is, with the body that the sentence names."""
    keeper = _keepers()[name]
    body = body_of(claim, keeper.heads) or (speaker if name in _SPOKEN else None)
    return keeper.of.format(body=body) if body and keeper.of else keeper.who
