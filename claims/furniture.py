"""What a page prints around its story that changes without anybody editing it: counts of comments, "updated 2 hours ago"."""

import re

_COUNTED = (
    r"(?:comments?|replies|reply|shares?|likes?|views?|reactions?|retweets?|reads?|claps?|followers?|votes?|responses?)"
)
_NUMBER = r"(?:\d[\d.,]*\s?[KkMm]?|no|one|an?|two|three|four|five|six|seven|eight|nine|ten|a few|just|several)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])"
_STAMP = r"(?:(?:last|first)\s+)?(?:updated|published|posted|modified|edited|changed|revised|added)"
_PART = re.compile(
    rf"""(?:(?:{_NUMBER}|\(\s*\d[\d.,]*\s*\))\s*{_COUNTED} | {_COUNTED}\s*[:(]?\s*\d[\d.,]*\s?[KkMm]?\)?
      | (?:{_STAMP}\s*:?\s*)?(?:about\s+|over\s+|less\s+than\s+)?{_NUMBER}\s?{_UNIT}(?:\s+and\s+{_NUMBER}\s?{_UNIT})?\s+ago
      | {_STAMP}\s*:?\s*(?:just\s+now|a\s+moment\s+ago|today|yesterday)
      | {_NUMBER}[-\s]?(?:min(?:ute)?s?)[-\s]read)""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTING = re.compile(r"\s*(?:[|·•–—]|\s-\s)\s*")
_LONGEST = 200  # characters of a line that is looked into


def is_furniture(line: str) -> bool:
    """Tell whether all that a line says is of this kind: "152 Comments | Updated 2 hours ago"."""
    return bool(line.strip()) and not story_of(line)


def story_of(line: str) -> str:
    """Return a line without the parts of this kind; one that has none comes back as it is."""
    if len(line) > _LONGEST:
        return line
    parts = [part for part in _PARTING.split(line.strip()) if part]
    kept = [part for part in parts if not _PART.fullmatch(part.strip(" .:()"))]
    return line if len(kept) == len(parts) else " | ".join(kept)


def without_furniture(text: str) -> str:
    """Return the lines of a text that tell the story, by which two versions are one or not."""
    lines = text.split("\n")
    told = [story_of(line) for line in lines]
    if told == lines:
        return text
    return "\n".join(new for new, old in zip(told, lines, strict=True) if new or not old.strip())
