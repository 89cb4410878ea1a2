"""Whether an attribution puts something forward as a fact, by the words of its cue.

Praising, wanting or unveiling a thing asserts nothing about its size, and who hopes, fears, decides or will say puts nothing
forward; a title or a word held at a distance in quote marks is no saying.
"""

import re

from claims.model import Attribution
from claims.speech.cues import Verb, read_lexicon
from claims.speech.transcripts import presenters

_SAYING = frozenset({"say", "tell"})
_SPOKEN_OF = frozenset({"speak of", "speaks of", "spoke of", "spoken of", "talk of", "talks of", "talked of"})
_CLAUSE = re.compile(r"(?:that(?!\s+of\b)|how|why)\s")  # "follows that of his rival" says nothing
_CHARGED = re.compile(r"\b(?:of|for)\s")
_UNSAID = re.compile(
    r"(?<!had\s)(?<!forced\s)\bto\s+\w+$ | ^to\s | \b(?:will|would|may|might|could|should|never|not|failed|refused|declined|no)\b | n['’]t\b",
    re.VERBOSE,
)
_TITLE = 3  # words of a quotation that can be a title or a word held at a distance
_LONG_WORD = 4  # letters, from which a title prints a capital
_FEELING = frozenset(
    [
        "hope", "fear", "worry", "doubt", "dream", "imagine", "wonder", "decide", "hear", "read", "learn", "want", "demand",
        "ask", "order", "urge", "seek", "call", "dub", "label", "brand", "describe", "question", "guess",
    ]
)  # fmt: skip
_ACTS = frozenset(
    {"rule"}
)  # a court's ruling is what the article tells of, and no word of the court about something else
_THINKING = frozenset({"think", "believe", "know", "assume", "expect", "feel", "suspect"})
_OF_ONESELF = frozenset({"claim", "profess"})
_TOPICS = frozenset(
    {"for", "with", "about", "against", "to", "upon", "over", "toward", "towards"}
)  # "spoke about the bill"
_WILL = frozenset({"want", "urge", "ask", "seem"})
_CHARGING = frozenset({"accuse", "blame"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "his", "her", "their", "this", "these", "new", "plans"})


def asserts(attribution: Attribution, text: str) -> bool:
    """Tell whether the cue puts something forward as a fact: by saying or telling, by "according to", by a quote, or by a mark.

    A study shows something; a company that "showed a loss" only made one.
    """
    words, opening = cue_of(attribution, text), opening_of(attribution, text)
    if not any(letter.isalpha() for letter in words):  # a name and a mark: turns, posts, what is signed
        return not (attribution.source and attribution.source[0].of(text) in presenters(text))
    if _UNSAID.search(words) or opening.startswith("whether "):
        return False
    verbs = verbs_of(words)
    if attribution.voice == "quoted" and len(opening.split()) > _TITLE and (verbs or not _is_title(attribution, text)):
        return True
    if _cites(words) or (attribution.speaker_kind == "document" and not verbs):  # "in the poll"
        return True
    return words.split()[-1] not in _TOPICS and _puts_forward(attribution, verbs, opening)


def _cites(words: str) -> bool:
    """Tell whether a cue needs no verb of saying: "according to", "put at", "the claim that"."""
    lexicon = read_lexicon()
    cited = any(" ".join(phrase) in words for phrase in lexicon.according) or words in _SPOKEN_OF
    return cited or bool((lexicon.valuing | lexicon.counting | lexicon.asserting) & set(words.split()))


def _puts_forward(attribution: Attribution, verbs: list[Verb], opening: str) -> bool:
    """Tell whether a cue's verbs assert: with a clause any but those of wanting and feeling, else those of saying."""
    firm = [verb for verb in verbs if verb.lemma not in _FEELING | _ACTS]
    if opening.startswith("to "):  # who vows to do a thing acts; who claims to have done it says so
        firm = [
            verb for verb in firm if verb.lemma in _OF_ONESELF or not (verb.frames & _WILL or verb.lemma in _THINKING)
        ]
    if _CLAUSE.match(opening):
        return not verbs or any(verb.frames - _WILL for verb in firm)
    if any(verb.lemma in _CHARGING for verb in firm):
        return bool(_CHARGED.search(opening))
    return any(
        _SAYING & verb.frames and (verb.lemma != "show" or attribution.speaker_kind == "document") for verb in firm
    )


def names_a_thing(attribution: Attribution, text: str) -> bool:
    """Tell an act from a statement: "announced a package" names a thing, "announced that it will close" states one."""
    determined = opening_of(attribution, text).partition(" ")[0] in _DETERMINERS
    return determined and any("judge" in verb.frames for verb in verbs_of(cue_of(attribution, text)))


def speaks(attribution: Attribution, text: str) -> bool:
    """Tell whether a cue is one of speaking at all, as a quotation has it: "asked", "called it", but not "released"."""
    return any(verb.frames - {"want", "seem"} for verb in verbs_of(cue_of(attribution, text)))


def _is_title(attribution: Attribution, text: str) -> bool:
    """Tell whether a quotation is printed as the title of a work: “Man of the Hour”, its longer words all with capitals."""
    words = [word.strip("“”\"‘’',.") for word in attribution.content[0].of(text).split()]
    long = [word for word in words if len(word) >= _LONG_WORD]
    return bool(long) and all(word[0].isupper() for word in long)


def charges(attribution: Attribution, text: str) -> bool:
    """Tell whether somebody denies something or charges somebody: what they assert is no clause without them."""
    return any(verb.lemma in _CHARGING or verb.lemma == "deny" for verb in verbs_of(cue_of(attribution, text)))


def cue_of(attribution: Attribution, text: str) -> str:
    """Return the words of a cue in lower case, one space between them."""
    return " ".join(" ".join(cue.of(text) for cue in attribution.cue).lower().split())


def opening_of(attribution: Attribution, text: str) -> str:
    """Return what is said in lower case, without the marks that open it."""
    return attribution.content[0].of(text).lstrip('“"‘ ').lower()


def verbs_of(words: str) -> list[Verb]:
    """Return the reporting verbs among a cue's words."""
    return [verb for word in words.split() if (verb := read_lexicon().verbs.get(word.rstrip(":,")))]
