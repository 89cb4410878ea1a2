"""Which kind of authority would settle a claim, and which one that is: whoever keeps the record, by name where the text has it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.asking.bodies import body_of, is_old, speaker_of
from claims.asking.subject import TO_THE_AUTHOR
from claims.model import Claim
from claims.reading import Reading
from claims.text.lexicon import read_lexicon
from schemas.vocabulary import Authority

SURE, LIKELY, GUESS, DOUBT = 0.5, 0.2, 0.55, 0.3
"""Chances: from which a keeper is named alone, from which a second one is named beside it, which two must have together, and
below which the first is a mere guess."""

_ELSE = "else the report or record that the story takes it from, which its reporter knows"
_FROM = "whoever the story has it from, which its reporter knows: likely"
_SAID = "the recording, transcript, post or release"
_OF_WORDS = re.compile(r"(?:Did\b.* say that|Is that correctly reported), and where is it on record\?$")
"""What is asked of words alone, whatever they are about."""
_WHETHER_SAID = re.compile(r"(?:Did .* say (?:that|so)|Is that correctly reported), and [^?]*\?$")
_SPOKEN = frozenset({"said", "post"})
"""What is settled by the words themselves: who said them can be asked."""
_LONGEST_ASK = 200  # characters at the end of a question in which what it asks stands
_PERSONS = frozenset({"person"})
_BY_THE_STORY = frozenset({"story", "nothing"})
"""What tells already that the story, or its author, has to answer."""
_TURN = ":"  # the cue of a turn of a transcript


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
    """Return who could settle a claim, by how likely each keeper is; a question to the author is the author's to answer first.

    Where it is not sure who keeps the record, the next likely one is told as well, and where the story may have it from.
    """
    out = _out_of_question(claim, reading)
    ranked = sorted((each for each in likely.items() if each[0] not in out), key=lambda each: -each[1])
    asked = question[-_LONGEST_ASK:]
    if _is_of_words(claim, asked):
        ranked.sort(key=lambda each: each[0] not in _SPOKEN)
    (first, chance), *_ = ranked
    if question.endswith(TO_THE_AUTHOR):
        return _of_author(first, chance, claim)
    return Whom(_keepers()[first].authority, _told(ranked, claim, asked, speaker_of(claim, reading)))


def _of_author(first: str, chance: float, claim: Claim) -> Whom:
    """Return the author, and who keeps the facts, where that is not a mere guess."""
    if first in _BY_THE_STORY or chance < DOUBT:
        return _AUTHOR
    return Whom("person", f"the author, for the facts that it rests on; for these, {_words(first, claim, None)}")


def _told(ranked: Sequence[tuple[str, float]], claim: Claim, asked: str, speaker: str | None) -> str:
    """Return the likeliest keepers in words: one that is sure, else two, and how sure; and who answers for what was said."""
    (first, chance), (second, beside) = ranked[:2]
    of_words = _is_of_words(claim, asked)
    alone = of_words or (chance >= SURE and beside < LIKELY)
    names = [first] if alone or {first, second} == _SPOKEN else [first, second]
    who = "; or ".join(_words(name, claim, speaker) for name in names)
    if not of_words and _BY_THE_STORY.isdisjoint(names):
        if chance < DOUBT:
            who = f"{_FROM} {who}"
        elif chance + beside < GUESS:
            who = f"{who}; {_ELSE}"
    return f"{who}{_for_words(names, claim, asked, speaker)}"


def _is_of_words(claim: Claim, asked: str) -> bool:
    """Tell whether it is asked of words alone, and not of those of a document, which whoever keeps it has."""
    return claim.claimant_kind != "document" and _OF_WORDS.search(asked) is not None


def _for_words(names: Sequence[str], claim: Claim, asked: str, speaker: str | None) -> str:
    """Return who answers for whether something was said, or for what it rests on, where the keepers do not."""
    if claim.cue == _TURN:
        return f"; or {speaker}, for what it rests on" if speaker else ""
    if not _SPOKEN.isdisjoint(names) or not (speaker or _WHETHER_SAID.search(asked)):
        return ""
    return f"; for whether it was said, {speaker or _SAID}"


def _out_of_question(claim: Claim, reading: Reading) -> frozenset[str]:
    """Return who cannot settle it: persons of long ago, and the words of a transcript, which the story itself is."""
    return (_PERSONS if is_old(claim, reading) else frozenset()) | (_SPOKEN if claim.cue == _TURN else frozenset())


def _words(name: str, claim: Claim, speaker: str | None) -> str:
    """Return who a keeper is, with the body that the sentence names."""
    keeper = _keepers()[name]
    body = body_of(claim, keeper.heads) or (speaker if name in _SPOKEN else None)
    return keeper.of.format(body=body) if body and keeper.of else keeper.who
