"""Whether a figure is a fact by now, an announced commitment, or a forecast: told by the verb that governs it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Sentence, Span
from schemas.vocabulary import Tense

_FORECAST = r"""
    (?:will|won['’]t|would|(?:he|she|it|they|we|you|i|there)['’](?:ll|d)|could|may(?=\s[a-z])|might|should|shall|must)
        (?:\s+(?:not|never|also|only|soon|be|have|\w+ly)){0,6}\s+[a-z]+
  | (?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:expected|due|set|likely|unlikely|projected|forecast|predicted
        |scheduled|slated|poised|going|planned|planning|hoping|about(?=\s+to\s)|aiming|tipped)
  | expect(?:s|ing)? | expected | forecast(?:s|ing|ed)? | project(?:s|ed)(?=\s) | predict(?:s|ed|ing)? | anticipat(?:e|es|ed|ing)
  | plans? | planned | planning | intend(?:s|ed|ing)? | hop(?:e|es|ed|ing) | aim(?:s|ed|ing)? | seek(?:s|ing)?
  | target(?:s|ed|ing)? | propos(?:e|es|ed|ing|al) | consider(?:s|ing) | threaten(?:s|ed|ing)? | if | unless | potential(?:ly)?
  | outlook | goal | in\s+(?:the\s+)?hopes? | wants? | wanted | urg(?:e|es|ed|ing) | call(?:s|ed|ing)\s+for | sought
"""
_PROMISE = r"""
    pledg(?:e|es|ed|ing) | promis(?:e|es|ed|ing) | vow(?:s|ed|ing)? | commit(?:s|ted|ting|ment)? | unveil(?:s|ed|ing)?
  | announc(?:e|es|ed|ing) | agree(?:s|d|ing)?\s+(?:to|on) | sign(?:s|ed|ing) | guarante(?:e|es|ed|eing)
  | undert(?:ook|aken?|aking) | earmark(?:s|ed|ing)? | allocat(?:e|es|ed|ing)
"""
_FACT = r"""
    is | are | was | were | has | have | had | did | does | do | can | cannot | \w+ed | comes? | includes? | costs | owns? | employs?
  | makes? | holds? | runs? | remains? | accounts? | stands? | represents? | rose | fell | grew | lost | won | made | took | gave | got | saw
  | sold | bought | paid | cost | spent | hit | beat | met | held | led | left | came | went | became | began | ran | shed
  | cut | put | set | shot | sank | sent | built | found | brought | drew | drove | flew | fought | hurt | kept | laid | rang | said
  | says | say | shows? | stood | struck | swept | told | thought | wrote | claims? | reports?
"""
_CUE = re.compile(
    rf"\b(?:(?P<forecast>{_FORECAST})|(?P<promise>{_PROMISE})|(?P<past_present>{_FACT}))\b", re.VERBOSE | re.IGNORECASE
)
_LIMIT = re.compile(r"[;:—]|\s[-–]\s|[,]\s+(?:but|while|whereas|although|though|after|which|who)\b", re.IGNORECASE)

_RIGHT_LIMIT = re.compile(r"[;:—,]|\s[-–]\s|\s(?:and|but|while|which|who)\s", re.IGNORECASE)
_REACH = 400  # characters behind a figure in which its verb may stand
_BASE = re.compile(r"\bfrom\s+(?:(?:about|around|some|nearly)\s+)?$", re.IGNORECASE)  # where a change starts is a fact
_INFINITIVE = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def read_tense(text: str, sentence: Sentence, target: Span) -> Tense:
    """Tell the tense of the words at `target` by the nearest governing verb: to the left, else to the right.

    A commitment announced is a promise ("unveiled a $5 billion package"); what is expected, planned, possible or
    wanted is a forecast; everything else counts as asserted of the past or present.
    """
    marks = _marks_of(text, sentence.start, sentence.end)
    tense = marks.last_before(target.start)
    if tense is None:
        tense = marks.first_behind(target.end)
    if tense == "forecast" and not _BASE.search(text, max(sentence.start, target.start - 20), target.start):
        return "forecast"
    return "promise" if tense == "promise" else "past_present"


@dataclass(frozen=True)
class _Marks:
    """The cues and limits of one sentence, found once, however many figures it holds."""

    text: str
    start: int
    end: int
    cues: Sequence[re.Match[str]]
    limits: Sequence[int]  # where those that bound a search to the left end
    right_limits: Sequence[int]  # where those that bound a search to the right start

    def last_before(self, end: int) -> str | None:
        """Return the name of the last verb group that ends before `end`, back to the nearest limit."""
        at = bisect_right(self.limits, end) - 1
        floor = self.limits[at] if at >= 0 else self.start
        for at in range(bisect_left(self.cues, end, key=_start_of) - 1, -1, -1):
            cue = self.cues[at]
            if cue.start() < floor:
                return None
            if cue.end() <= end:
                return cue.lastgroup
            cut = _ruling(_CUE.finditer(self.text, cue.start(), end), self.text, floor)
            if cut:
                return cut[-1].lastgroup
        return None

    def first_behind(self, start: int) -> str | None:
        """Return the name of the first verb group behind `start`, up to the nearest limit."""
        at = bisect_left(self.right_limits, start)
        ceiling = self.right_limits[at] if at < len(self.right_limits) else self.end
        found = _CUE.search(self.text, start, min(ceiling, start + _REACH))
        return found.lastgroup if found else None


@lru_cache(maxsize=2)
def _marks_of(text: str, start: int, end: int) -> _Marks:
    """Find the cues and limits of a sentence; claims come in the order of sentences, so the last one is asked again."""
    return _Marks(
        text,
        start,
        end,
        _ruling(_CUE.finditer(text, start, end), text, start),
        [limit.end() for limit in _LIMIT.finditer(text, start, end)],
        [limit.start() for limit in _RIGHT_LIMIT.finditer(text, start, end)],
    )


def _start_of(found: re.Match[str]) -> int:
    return found.start()


def _ruling(cues: Iterable[re.Match[str]], text: str, start: int) -> list[re.Match[str]]:
    """Return the verb groups that govern; an infinitive leaves it to its governor."""
    return [cue for cue in cues if not _INFINITIVE.search(text, max(start, cue.start() - 16), cue.start())]
