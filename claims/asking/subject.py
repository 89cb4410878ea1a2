"""What a question is asked about, and the words by which that is told apart: what is to come, and what is a guess."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.model import Attribution, Claim
from schemas.vocabulary import Assertion

WEIGHTY = 1.9
"""Stakes of a claim from which it is asked about by itself, and of what somebody says also whether that is right."""

UNSURE: tuple[Assertion, ...] = ("expected", "supposed", "asked")
NOT_YET: tuple[Assertion, ...] = ("announced", *UNSURE)

AHEAD = re.compile(
    r"\b(?:will|would|shall|could|might|may|should|must|to\s+be|plans?|intends?"
    r"|(?:due|set|expected|scheduled|likely|poised|hoping|planning|going|aim\w*|plan\w*|intend\w*|hope\w*|want\w*)\s+(?:to|on))\b"
    r"|['’]ll\b"
)
LIKELY = re.compile(
    r"\b(?:likely|probably|may|might|could|would|if|should|expect\w*|forecast\w*|predict\w*)\b", re.IGNORECASE
)
FORECAST = re.compile(
    r"\b(?:will|(?:is|are|was|were|n['’]t|not)\s+(?:\w+\s+)?(?:likely|unlikely|expected)\s+to|going\s+to)\b|n['’]t\s+be\s+able\b"
)
CALLED = re.compile(
    r"\b(?:asked|asking|call(?:ed|ing)\s+(?:on|for|upon)|urg(?:ed|ing)|demand(?:ed|ing)|requested|ordered|instructed)\b"
)
"""By which somebody wants something of others: whether it is so cannot be asked of it."""

_NO_RECORD = ("person", "story", "nothing")
_SURE = 0.4  # chance from which a record is surely kept

_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:would|will|could|may|might|should)\b")
_FIRST = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|I['’]\w+|[Ww]e['’]\w+)(?![\w])")

ON_RECORD = "Is that right, and where is it on record?"
TO_THE_AUTHOR = (
    "Which facts does the author base that on, and are they right?",
    "Is that right, and on what evidence does the author say so?",
)
WHO_SAYS = "Who says so, and on what basis?"


def is_on_record(likely: Mapping[str, float]) -> bool:
    """Tell whether a claim is settled by a record that others keep, by the chances of the keepers."""
    first = max(likely, key=lambda each: likely[each])
    return first not in _NO_RECORD and likely[first] >= _SURE


def is_ahead(words: str) -> bool:
    """Tell whether words tell of what is to come; not where only a thing in them does: "a bill that would ban it"."""
    return AHEAD.search(_RELATIVE.sub("", words)) is not None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: a claim, the words that are quoted, and who says them."""

    claim: Claim
    words: str
    said: Attribution | None  # who says them, by the words of the text
    speaker: str | None  # his name, where it is sure
    alone: bool  # whether they are the speaker's own words, and nothing else
    opinion: bool  # whether the whole story is somebody's opinion
    names_a_person: bool  # whether the words name somebody
    tellers: bool  # whether the claim's own words are those who say it: "two officials"
    recorded: bool  # whether the story itself is the record of their saying it: an interview
    on_record: bool  # whether somebody other than the author surely keeps a record of it

    @property
    def first_person(self) -> bool:
        """Whether the story's author speaks of himself in the words."""
        return self.said is None and _FIRST.search(self.words) is not None

    @property
    def stakes(self) -> float:
        """The stakes of the claim; none where nobody has read them."""
        return self.claim.stakes or 0.0
