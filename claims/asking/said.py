"""Whether somebody said so: asked only where it is sure who it was, and where what was said begins and ends."""

import re
from dataclasses import dataclass

from claims.asking.clause import states
from claims.asking.debris import cleaned
from claims.asking.plain import in_a_sentence, low_first, nested
from claims.asking.sentence import Quoted
from claims.asserting import cue_of, verbs_of
from claims.model import Attribution, Claim, Span
from claims.reading import Reading
from claims.text.nouns import is_person, is_plural
from schemas.vocabulary import FIGURE_KINDS

_LONGEST_NAME = 10  # words
_LONGEST = 38  # words of what was said
_OPENS = "“\"‘'"
_CLOSES = "”\"’'"
_NOT_NAMED = re.compile(
    r"(?:others|many|some|people|most|critics|few|several|all|none|nobody|one|everyone|both|those|these|who|that|which|it|he|she|they|we|i|you)\b|.*[/\d@#:;“”\"()]|.*\b(?:getty|images|photos?)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:and|but|or|nor|so|yet|then|only|although|though|because|if|when|while|as|that|which|who|whom|whose|to|of|than|not|how|why|what|where|whether|is|are|was|were|has|have|had|will|would)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"(?:he|she|they|it|his|her|their|its|we|i|our|my)\b", re.IGNORECASE)
_VIEW = re.compile(
    r"\b(?:should|must|ought|may|might|could|would|will|likely|probably|hope\w*|best|worst|great\w*|terrible|important|need\w*|wrong|right|better|worse|think|believe|feel)\b",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"a", "an", "the", "one", "another", "his", "her", "its", "their"})
_THOUGHT = frozenset(
    {"know", "think", "believe", "feel", "assume", "suspect", "expect", "hope", "fear", "find", "show"}
)
_FIRST = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|I['’]\w+|[Ww]e['’]\w+)(?![\w])")


@dataclass(frozen=True, slots=True)
class _Content:
    words: str
    verbatim: bool


def said_question(claim: Claim, said: Attribution | None, quoted: Quoted, reading: Reading) -> str | None:
    """Ask whether somebody said it, where it is on record, and whether it is so where it is no view or plan of the speaker."""
    if said is None or claim.kind in FIGURE_KINDS or not _says(said, reading.text):
        return None
    speaker = speaker_of(said, claim, reading)
    content = _content(said, claim, reading)
    if speaker is None or content is None:
        return None
    if content.verbatim:
        return f"Did {speaker} say “{content.words}”, and where is it on record?"
    if quoted.points_back or _FIRST.search(content.words):
        return None
    asks = "where is it on record" if _is_own(content.words, claim) else "is it so"
    return f"Did {speaker} say that {in_a_sentence(content.words, reading.printed)}, and {asks}?"


def _says(said: Attribution, text: str) -> bool:
    """Tell whether a cue is one of saying: who knows or thinks a thing need not have said it."""
    cue = cue_of(said, text)
    return "according" in cue or any(
        verb.frames & {"say", "tell"} and verb.lemma not in _THOUGHT for verb in verbs_of(cue)
    )


def _is_own(words: str, claim: Claim) -> bool:
    """Tell what only its speaker answers for: a word on himself, a view, a plan, a forecast."""
    return claim.kind == "promise" or claim.assertion != "asserted" or bool(_OWN.match(words) or _VIEW.search(words))


def speaker_of(said: Attribution, claim: Claim, reading: Reading) -> str | None:
    """Return who said it, as in the middle of a sentence; None where that is not sure to be somebody."""
    printed = " ".join(part.of(reading.text) for part in said.source[:1])
    pronoun = _NOT_NAMED.match(printed.strip(" ,")) is not None
    name = said.speaker or (None if pronoun else printed)
    if name is None or claim.claimant_kind == "document":
        return None
    short = " ".join(re.split(r",|\s[–—-]\s|\swho\s", name, maxsplit=1)[0].split()).strip(" “”\"'’")
    if not short or len(short.split()) > _LONGEST_NAME or _NOT_NAMED.match(short):
        return None
    head = re.split(r"\s(?:of|in|at|from|with|for|on|to|by|familiar|close)\s", short, maxsplit=1)[0].split()[-1]
    proper = head[:1].isupper() and (" " in short or short in reading.printed.names)
    determined = is_plural(head.lower()) or short.split()[0].lower() in _DETERMINERS
    if not proper and not (is_person(head.lower()) and determined):
        return None
    if proper:
        named = _with_article(short, reading.text)
        return low_first(named) if named.startswith(("The ", "A ", "An ")) else named
    return low_first(short) if short.split()[0] not in reading.printed.names else short


def _with_article(name: str, text: str) -> str:
    """Return a name with the article that the text has before it: "the Kurier"."""
    if not name[:1].isupper() or name.startswith(("The ", "A ", "An ")):
        return name
    with_it = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b(?!['’]|\s[A-Z])", text))
    return f"the {name}" if with_it and 2 * with_it >= len(re.findall(rf"\b{re.escape(name)}\b", text)) else name


def _content(said: Attribution, claim: Claim, reading: Reading) -> _Content | None:
    """Return what was said, in one piece that is a sentence by itself; None where its ends are not sure."""
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    parts = [part for part in said.content if part.overlaps(own)]
    if len(parts) != 1:
        return None
    sentence = Span(claim.sentence_start, claim.sentence_end)
    part = Span(max(parts[0].start, sentence.start), min(parts[0].end, sentence.end))
    raw = part.of(text)
    lead = len(raw) - len(raw.lstrip(' ,:“"')) + len("that ") * raw.lstrip(' ,:“"').startswith("that ")
    part = Span(part.start + lead, part.end)
    words = cleaned(nested(part.of(text)))
    if not (3 < len(words.split()) <= _LONGEST and states(words)) or _SUBORDINATE.match(words):
        return None
    if _is_verbatim(text, part, said) and part.holds(own):
        words = re.sub(r"^‘(.*?),?’$", r"\1", words) if words.count("‘") == 1 else words
        return _Content(words[:1].upper() + words[1:], verbatim=True)
    if said.voice == "quoted" or not _is_alone(text, part, sentence, said) or re.search(r"[‘“\"”]|\s[–—-]\s", words):
        return None
    return _Content(words, verbatim=False)


def _is_verbatim(text: str, part: Span, said: Attribution) -> bool:
    """Tell whether quote marks stand right before and behind words, or they are a sentence within a quotation."""
    before, behind = text[: part.start].rstrip()[-1:], text[part.end - 1 : part.end + 2]
    opened = (before != "" and before in _OPENS) or (said.voice == "quoted" and before in ".!?")
    closed = any(mark in behind for mark in _CLOSES) or (said.voice == "quoted" and text[part.end - 1] in ".!?")
    return opened and closed


def _is_alone(text: str, part: Span, sentence: Span, said: Attribution) -> bool:
    """Tell whether nothing but who said it stands around what was said in its sentence."""
    around = [span for span in (*said.source, *said.cue) if sentence.holds(span)]
    if not around:
        return False
    last = max(span.end for span in around)
    before = text[sentence.start : part.start]
    if last <= part.start:
        lead = text[sentence.start : min(span.start for span in around)].strip()
        between = text[last : part.start].strip(" ,")
        return len(lead.split()) <= len(["in", "May"]) + 1 and between in ("", "that") and part.end >= sentence.end - 2
    behind = text[part.end : min(span.start for span in around)].strip(' ,”"')
    return not before.strip(' “"') and not behind and text[last : sentence.end].strip(" .") == ""
