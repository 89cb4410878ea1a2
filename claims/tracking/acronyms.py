"""Acronyms as an article introduces them: "the National Harbour Board (NHB)", "NHB (National Harbour Board)"."""

import re

_SMALL = r"of|for|and|the|on|in|de|to|&"
_RUN = rf"(?:[A-Z][\w’'.-]*|{_SMALL})(?:\s+(?:[A-Z][\w’'.-]*|{_SMALL})){{1,9}}"
_LEAST_LETTERS = 3  # of an acronym whose long form is known by its initials alone


def long_form_of(acronym: str, text: str) -> str | None:
    """Return the name that an acronym, in lower case, is short for in a text; None where it gives none, or two."""
    spelt = r"\.?".join(re.escape(letter.upper()) for letter in acronym) + r"\.?"
    behind = re.compile(rf"({_RUN})\s*\(\s*(?:the\s+|or\s+)?[“\"‘]?{spelt}[”\"’]?\s*[),;]")
    inside = re.compile(rf"(?<!\w){spelt}\s*\(\s*(?:the\s+)?({_RUN})\s*\)")
    found = {name for match in behind.finditer(text) if (name := _ending(match[1], acronym))}
    found |= {match[1] for match in inside.finditer(text) if _is_short(match[1].split(), acronym)}
    if not found and len(acronym) >= _LEAST_LETTERS:
        found = {name for match in re.finditer(_RUN, text) if (name := _holding(match[0], acronym))}
    distinct = {" ".join(_capitals(name.split())).casefold(): name for name in sorted(found)}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def acronym_of(name: str, text: str) -> str | None:
    """Return the acronym, in lower case, that a text puts in brackets behind a name of two words or more; None if none."""
    if " " not in name:
        return None
    found = re.search(rf"{re.escape(name)}\s*\(\s*(?:the\s+)?[“\"‘]?((?:[A-Z]\.?){{2,7}})[”\"’]?\s*[),;]", text)
    acronym = found[1].replace(".", "").lower() if found else ""
    return acronym if acronym and _is_short(name.split(), acronym) else None  # and not "South Korea (CNN)", a dateline


def _ending(run: str, acronym: str) -> str | None:
    """Return the words at the end of a run whose initials are the acronym."""
    words = run.split()
    starts = (at for at in range(len(words) - 1, -1, -1) if words[at][0].isupper())
    return next((" ".join(words[at:]) for at in starts if _is_short(words[at:], acronym)), None)


def _holding(run: str, acronym: str) -> str | None:
    """Return the words within a run whose initials are the acronym."""
    words = run.split()
    for end in range(len(words), 1, -1):
        if words[end - 1][0].isupper() and (found := _ending(" ".join(words[:end]), acronym)):
            return found
    return None


def _is_short(words: list[str], acronym: str) -> bool:
    """Tell whether the initials of words, with or without the small ones, are an acronym."""
    whole = "".join(word[0] for word in words).lower()
    parts = "".join(part[0] for word in _capitals(words) for part in word.split("-") if part).lower()
    return acronym in {whole, "".join(word[0] for word in _capitals(words)).lower(), parts}


def _capitals(words: list[str]) -> list[str]:
    return [word for word in words if word[0].isupper()]
