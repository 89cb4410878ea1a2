"""Who said a thing: named only where the text prints it surely, and where the quoted words of it begin and end."""

import re

from claims.asking.clause import states
from claims.asking.debris import cleaned
from claims.asking.plain import low_first, nested
from claims.asking.sentence import read_of
from claims.model import Attribution, Claim, Span
from claims.reading import Reading
from claims.speech.names import pronoun_of
from claims.text.lexicon import read_lexicon
from claims.text.nouns import is_person, is_plural

_LONGEST_NAME = 10  # words
_READ_FOR_ARTICLE = 20_000  # characters of a text that tell whether a name has an article
_LONGEST = 60  # words of what was said
_OPENS = "“\"‘'"
_CLOSES = "”\"’'"
_NOT_NAMED = re.compile(
    r"(?:others|many|some|people|most|critics|few|several|all|none|nobody|one|everyone|both|those|these|who|that|which|it|he|she|they|we|i|you)\b|.*[/\d@#:;“”\"()]|.*\b(?:getty|images|photos?)\b",
    re.IGNORECASE,
)
_HANGS_ON = re.compile(r",|\s[–—-]\s|\s(?:who|like|such as)\s")
_SIGNED = re.compile(r"[—–]\s?(?P<name>[A-Z][^—–()\n“”]{1,60}?)\s\(@\w+\)")
_NEAR = 90  # characters behind a sentence in which its signature stands
_SUBORDINATE = re.compile(
    r"(?:and|but|or|nor|so|yet|then|only|although|though|because|if|when|while|as|that|which|who|whom|whose|to|of|than|not|how|why|what|where|whether|is|are|was|were|has|have|had|will|would)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?:[Tt]he(?: [\w.’'-]+){0,3} [A-Z][\w.’'-]+|[A-Z][\w.-]+['’]s?)(?: [a-z][\w’'-]+){1,3}"
)  # "the Norrland health department", "Norrland's health minister"
_DETERMINERS = frozenset({"a", "an", "the", "one", "another"})


def speaker_of(said: Attribution, claim: Claim, reading: Reading) -> str | None:
    """Return who said it, as in the middle of a sentence; None where that is not sure to be somebody."""
    printed = " ".join(part.of(reading.text) for part in said.source[:1]).strip(" ,")
    name = _fuller(printed, said.speaker)
    if name is None or claim.claimant_kind == "document":
        return None
    short = " ".join(
        _HANGS_ON.split(name, maxsplit=1)[0].removesuffix(" herself").removesuffix(" himself").split()
    ).strip(" “”\"'’")
    words = short.split()
    if not 0 < len(words) <= _LONGEST_NAME or len(set(words)) < len(words) or _NOT_NAMED.match(short):
        return None
    head = re.split(r"\s(?:of|in|at|from|with|for|on|to|by|familiar|close)\s", short, maxsplit=1)[0].split()[-1]
    joined = " and " in short and is_plural(words[-1].lower())
    several = joined or (is_plural(head.lower()) and head not in reading.printed.names)
    if head[:1].isupper() and not several and (" " in short or short in reading.printed.names):
        return _in_the_middle(short, reading)
    if _PLACED.fullmatch(short):
        return low_first(short) if short.startswith("The ") else short
    return low_first(short) if short == "the police" or _is_somebody(head.lower(), short) else None


def _is_somebody(head: str, name: str) -> bool:
    """Tell whether a noun phrase means one person: "a nurse", "the spokesman for the port"."""
    first, _, rest = name.partition(" ")
    one = (is_person(head) and not is_plural(head)) or head in read_lexicon("claimants")["placed"]["heads"]
    return bool(rest) and first.lower() in _DETERMINERS and one


def _fuller(printed: str, speaker: str | None) -> str | None:
    """Return the fuller name of a printed one; a pronoun's or a noun's is a guess, and left alone where words print nobody."""
    if printed.lower() in ("police", "the police"):
        return "the police"
    if printed.lower() in ("he", "she"):
        return speaker if speaker and _gender(speaker) == printed.lower() else None
    if not printed:
        return speaker
    short = _HANGS_ON.split(printed, maxsplit=1)[0].strip()
    if _NOT_NAMED.match(short):
        return None
    return speaker if speaker and " " not in short and short in speaker.split() else printed


def _gender(name: str) -> str:
    return next(filter(None, (pronoun_of(word.lower()) for word in name.split()[:-1])), "")


def _in_the_middle(name: str, reading: Reading) -> str:
    named = _with_article(name, reading.text)
    return low_first(named) if named.startswith(("The ", "A ", "An ")) else named


def _with_article(name: str, text: str) -> str:
    """Return a name with the article that the text has before it: "the Kurier"."""
    if not name[:1].isupper() or name.startswith(("The ", "A ", "An ")):
        return name
    begins = text[:_READ_FOR_ARTICLE]
    with_it = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b(?!['’]|\s[A-Z])", begins))
    return f"the {name}" if with_it and 2 * with_it >= len(re.findall(rf"\b{re.escape(name)}\b", begins)) else name


def signed_by(sentence: Span, reading: Reading) -> str | None:
    """Return whose post a sentence is, by the signature at its end or right behind it: "— Port of Tarn (@tarn)"."""
    end = reading.text.find("\n", sentence.end)
    found = _SIGNED.search(
        reading.text[sentence.start : min(end if end >= 0 else len(reading.text), sentence.end + _NEAR)]
    )
    return " ".join(found["name"].split()) if found else None


def own_words(said: Attribution, claim: Claim, reading: Reading) -> str | None:
    """Return what somebody is quoted with, where it is one whole sentence between quote marks; None where it is not sure."""
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    parts = [part for part in said.content if part.overlaps(own)]
    if len(parts) != 1:
        return None
    whole = read_of(claim)
    part = Span(max(parts[0].start, whole.start), min(parts[0].end, whole.end))
    raw = part.of(text)
    part = Span(part.start + len(raw) - len(raw.lstrip(' ,:“"')), part.end)
    words = cleaned(nested(part.of(text)))
    if not (3 < len(words.split()) <= _LONGEST and states(words)) or _SUBORDINATE.match(words):
        return None
    if not (_is_verbatim(text, part, said) and part.holds(own)):
        return None
    words = re.sub(r"^‘(.*?),?’$", r"\1", words) if words.count("‘") == 1 else words
    return words[:1].upper() + words[1:]


def _is_verbatim(text: str, part: Span, said: Attribution) -> bool:
    """Tell whether quote marks stand right before and behind words, or they are a sentence within a quotation."""
    before, behind = text[: part.start].rstrip()[-1:], text[part.end - 1 : part.end + 2]
    opened = (before != "" and before in _OPENS) or (said.voice == "quoted" and before in ".!?")
    closed = any(mark in behind for mark in _CLOSES) or (said.voice == "quoted" and text[part.end - 1] in ".!?")
    return opened and closed
