"""Who wrote an article: the printed line without its label, and without what the writers do for a living."""

import re

_LABEL = re.compile(
    r"^(?:(?:article|written|posted|reported|story|text|words)\s+)?by\b:?\s*|^authors?\b:?\s*", re.IGNORECASE
)
_NOBODY = frozenset(
    {"", "follow", "no author", "unknown", "anonymous", "admin", "administrator", "editor", "guest", "none", "staff"}
)
_JOBS = (
    r"(?:writers?|reporters?|correspondents?|editors?|(?:sub|copy)-?editors?|columnists?|contributors?|journalists?"
    r"|producers?|photographers?|freelancers?|critics?|interns?|bureau chief|editor-in-chief)"
)
_AT = r"(?:\s+(?:at|for|in|of|on|to|with)\b[^;|]*)?"
# What goes before the trade: rank and desk. Only where nothing parts name and trade do these tell where the name ends.
_DESKS = (
    r"(?:staff|senior|junior|chief|lead|deputy|assistant|associate|acting|contributing|special|guest|freelance|managing|executive"
    r"|national|international|foreign|political|politics|economics|business|financial|markets|sports?|science|health|medical"
    r"|technology|tech|education|environment|climate|crime|legal|court|city|local|regional|metro|world|diplomatic|defence"
    r"|defense|security|investigative|investigations|features?|arts|culture|entertainment|travel|news|data|photo|video|web"
    r"|digital|online|night|weekend|opinion|editorial|multimedia|our|own|a|and|&)"
)
_PARTED = re.compile(
    rf"\s*(?:[,;|/•·]|\s[-–—]\s|\()\s*(?:the\s+)?(?:(?:[\w.'’&-]+\s+){{0,4}}{_JOBS}{_AT}|staff|special to\s[^;|]*)\)?"
    r"(?:\s*[,;|]\s*the\s[^,;|]*)?(?=\s*(?:$|[,;|/•·(]|[-–—]\s))",
    re.IGNORECASE,
)
_UNPARTED = re.compile(rf"(?:^|\s+)(?:{_DESKS}\s+)+{_JOBS}{_AT}(?=$|\s*[,;|/])", re.IGNORECASE)


def bare_byline(printed: str | None) -> str | None:
    """Return who wrote an article without label and job titles; None where the page's template fills the place."""
    bare = _LABEL.sub("", printed or "")
    bare = _UNPARTED.sub("", _PARTED.sub("", bare)).strip(" ,;:|/-–—•·(")
    is_trade_alone = re.fullmatch(rf"(?:{_DESKS}\s+)*{_JOBS}", bare, re.IGNORECASE) is not None
    return None if bare.lower() in _NOBODY or is_trade_alone else bare
