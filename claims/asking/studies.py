"""What is asked where researchers or pollsters are said to have found something: in which study, and whether it did."""

import re

_STUDIED = re.compile(
    r"^\W*(?:[\w’'-]+[\s,]+){0,6}?(?:[Ss]tudy|[Ss]tudies|[Rr]esearchers?|[Ss]cientists|surveys?|polls?|pollsters?|trials?|analys[ei]s|meta-analys[ei]s|findings)\b(?!\s+of\s+[A-Z])"
    r"|^\W*(?:[Tt]he|[Tt]hese|[Oo]ur)\s+(?:results|data)\b|\b[Rr]esearch(?=\s+(?:has\s+)?(?:f[io]|sh|su))|\bthe\s+study\b"
)
_NAMED_IN = 8  # words of a source in which its name stands
_FOUND = re.compile(
    r"\b(?:found|finds?|show(?:s|ed|n|ing)?|suggest\w*|conclud\w*|reveal\w*|discover\w*|identif\w*|examin\w*|estimat\w*|demonstrat\w*|pinpoint\w*|indicat\w*|establish\w*|said|say)\b"
)
_SAID = re.compile(r"\b(?:say|says|said|believe|believes|argue|argues|argued|think|thinks|claim|claims|claimed)\b")
_POLL = re.compile(r"\b(?:surveys?|polls?|pollsters?)\b")


def of_study(source: str) -> str | None:
    """Ask of what a source says that is a study or poll; None of any other source."""
    found = _STUDIED.search(source)
    if found is None or _SAID.search(found[0]):  # of what somebody else says of studies
        return None
    named = any(word[:1].isupper() for word in source.split()[1:_NAMED_IN])
    which = "Where is that published" if named else f"Which {'poll' if _POLL.search(source) else 'study'} is that"
    return f"{which}, and is this what it found?"


def of_finding(words: str) -> str | None:
    """Ask of words that tell what a study or poll found; None of any others."""
    return of_study(words) if _FOUND.search(words) else None
