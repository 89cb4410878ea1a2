"""Whether a figure is a fact by now, an announced commitment, or a forecast: told by the verb that governs it."""

import re

from claims.model import Sentence, Span
from schemas.vocabulary import Tense

_FORECAST = r"""
    (?:will|won['’]t|would|(?:he|she|it|they|we|you|i|there)['’](?:ll|d)|could|may(?=\s[a-z])|might|should|shall|must)
        (?:\s+(?:not|never|also|only|soon|be|have|\w+ly))*\s+[a-z]+
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
_BASE = re.compile(r"\bfrom\s+(?:(?:about|around|some|nearly)\s+)?$", re.IGNORECASE)  # where a change starts is a fact
_INFINITIVE = re.compile(r"\bto\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def read_tense(text: str, sentence: Sentence, target: Span) -> Tense:
    """Tell the tense of the words at `target` by the nearest governing verb: to the left, else to the right.

    A commitment announced is a promise ("unveiled a $5 billion package"); what is expected, planned, possible or
    wanted is a forecast; everything else counts as asserted of the past or present.
    """
    left = max((m.end() for m in _LIMIT.finditer(text, sentence.start, target.start)), default=sentence.start)
    tense = _last_cue(text, left, target.start)
    if tense is None:
        limit = _RIGHT_LIMIT.search(text, target.end, sentence.end)
        found = _CUE.search(text, target.end, limit.start() if limit else sentence.end)
        tense = found.lastgroup if found else None
    if tense == "forecast" and not _BASE.search(text, max(sentence.start, target.start - 20), target.start):
        return "forecast"
    return "promise" if tense == "promise" else "past_present"


def _last_cue(text: str, start: int, end: int) -> str | None:
    """Return the name of the last verb group that ends before `end`; an infinitive leaves it to its governor."""
    last = None
    for found in _CUE.finditer(text, start, end):
        if not _INFINITIVE.search(text, max(start, found.start() - 16), found.start()):
            last = found.lastgroup
    return last
