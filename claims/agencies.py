"""Which news agency an article comes from, as its dateline, its credits or its byline say: forty papers may print one.

An agency that is only quoted ("told Reuters", "the AP reported") is none of the article's.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.model import Article

LEXICON = Path(__file__).parent / "lexicon" / "agencies.toml"

_HEAD_CHARS, _TAIL_CHARS, _CREDIT_LINES = 400, 700, 4
_BETWEEN_NAMES = re.compile(r"\s*(?:[,|/;]|\b(?:and|with|for|of the|of|via)\b)\s*")


def agency_of(article: Article) -> str | None:
    """Return the agency that the article comes from, by its usual name; None where nothing says so."""
    found = _in_dateline(article.text) or _in_credits(article.text)
    return found or _named_alone(article.byline) or _named_alone(article.outlet)


def _in_dateline(text: str) -> str | None:
    """Read "PARIS (AFP) —", "/PRNewswire/ --" and "BERLIN, Oct 28 (dpa) -" where one of the first lines begins so."""
    lines = text[:_HEAD_CHARS].split("\n")
    return next(filter(None, (_forms().name_in(_forms().dateline.match(line.strip())) for line in lines)), None)


def _in_credits(text: str) -> str | None:
    """Read what ends an article: "(Reuters)", "© 2025 AFP", "Source: dpa", "Copyright 2025 The Associated Press."."""
    lines = [line.strip() for line in text[-_TAIL_CHARS:].split("\n") if line.strip()][-_CREDIT_LINES:]
    found = (_forms().name_in(pattern.search(line)) for line in reversed(lines) for pattern in _forms().credits)
    return next(filter(None, found), None)


def _named_alone(words: str | None) -> str | None:
    """Read a byline or an outlet that is an agency: "Reuters", "By Ama Mensah, Associated Press", "AFP/dpa"."""
    parts = _BETWEEN_NAMES.split(re.sub(r"^by\s+", "", words or "", flags=re.IGNORECASE).strip())
    return next(filter(None, (_forms().name_in(_forms().alone.fullmatch(part)) for part in parts)), None)


@dataclass(frozen=True)
class _Forms:
    """The patterns over all forms of all names, and from each form to the name."""

    names: dict[str, str]
    dateline: re.Pattern[str]
    credits: tuple[re.Pattern[str], ...]
    alone: re.Pattern[str]

    def name_in(self, match: re.Match[str] | None) -> str | None:
        """Return the agency that a match names."""
        return self.names[match["agency"].casefold()] if match else None


@cache
def _forms() -> _Forms:
    agencies: dict[str, list[str]] = tomllib.loads(LEXICON.read_text(encoding="utf-8"))["agencies"]
    forms = sorted({form for forms in agencies.values() for form in forms}, key=len, reverse=True)
    shouted = "|".join(re.escape(form) for form in forms if form.isupper())
    others = "|".join(re.escape(form) for form in forms if not form.isupper())
    agency = rf"(?P<agency>{shouted}|(?i:{others}))(?:[-/][A-Za-z]{{2,10}})?"  # AFP-Jiji, dpa-AFX
    bracketed = rf"[(\[/]\s?{agency}\s?[)\]/]"
    mark = r"(?i:©|\(c\)|copyright|source|sources|credit|agency|quelle|fuente|fonte)\W{0,3}(?:(?:19|20)\d\d\W{0,2})?(?i:by )?(?i:the )?"
    return _Forms(
        names={form.casefold(): name for name, forms in agencies.items() for form in forms},
        dateline=re.compile(rf"[^\n()\[\]/]{{0,70}}?{bracketed}\s?(?:-{{1,2}}|[–—:])"),
        credits=(
            re.compile(rf"^\W{{0,3}}{mark}{agency}(?!\w)"),
            re.compile(rf"(?:^|[.!?”\"]\s?){bracketed}\W*$"),
            re.compile(rf"^(?:[—–-]+\s?)?{agency}$"),
        ),
        alone=re.compile(agency),
    )
