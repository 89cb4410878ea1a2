"""The digest: what is new since the last one as short Markdown, for mail and chat.

Chat programs read only some of Markdown and show the rest as it is, so words from elsewhere are escaped sparingly: what
could set letters, begin a link or call people is taken out of force, and everything else is left to be read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reports.edits import new_edits, view_edit
from reports.engine import render_text
from reports.news import NewClaim, how_many, view_new_claim
from reports.sentence import plain_sentence
from reports.visible import on_one_line, safe_url, shorten
from reports.words import counted, moment_words

Row = Mapping[str, Any]

MOST_LISTED = 10
_TITLE_LENGTH, _RULE_LENGTH = 100, 160
_MARKUP = re.compile(r"([\\`*_\[\]])")
_JOINER = "\u2060"  # has no width, and keeps what stands before it from what stands after
_CALLS = re.compile(r"@(?=\w)|~(?=~)|\|(?=\|)|&(?=#?\w+;)")
# Mail and chat make links of bare addresses by themselves: behind a scheme, and of names with a dot before two letters.
_ADDRESSES = re.compile(r"\b[a-z][a-z0-9+.-]{0,30}:(?=\S)|(?<=\w)\.(?=[^\W\d_]{2})", re.IGNORECASE)
_ANGLES = {"<": "‹", ">": "›"}


@dataclass(frozen=True)
class Digest:
    """What the digest tells, as rows; `since` is None for the first, and `link` is where the report can be read.

    `counts` is the row of `digest.sql`, `new_claims`, `edits` and `refused` are rows of `new_claims.sql`,
    `figure_edits.sql` and `refused_inputs.sql`.
    """

    made_at: datetime
    since: datetime | None
    counts: Row
    new_claims: Sequence[Row]
    edits: Sequence[Row]
    refused: Sequence[Row]
    link: str

    @property
    def items(self) -> int:
        """How many sentences to verify are new."""
        return how_many(self.new_claims)

    @property
    def new_edits(self) -> int:
        """How many figure edits are new."""
        return new_edits(self.edits)

    @property
    def has_news(self) -> bool:
        """Whether there is anything to verify that was not told before."""
        return self.items > 0 or self.new_edits > 0

    @property
    def heading(self) -> str:
        """The digest in a line, for the subject of a mail."""
        parts = [counted(self.items, "new sentence"), counted(self.new_edits, "figure edit") if self.new_edits else ""]
        return f"{', '.join(part for part in parts if part).capitalize()} to verify"


def digest_markdown(digest: Digest) -> str:
    """Return the digest as Markdown."""
    claims = [view_new_claim(row) for row in digest.new_claims[:MOST_LISTED]]
    edits = [view_edit(row) for row in digest.edits if row.get("is_new")][:MOST_LISTED]
    refused = [
        {"name": str(row["name"] or "an input without a name"), "rule": shorten(str(row["rule"]), _RULE_LENGTH)}
        for row in digest.refused[:MOST_LISTED]
    ]
    return render_text(
        "digest.md",
        escape_message,
        heading=digest.heading,
        lead=_lead(digest),
        claims=claims,
        edits=edits,
        refused=refused,
        further_claims=_further(digest.items - len(claims), "more sentence", " in the report."),
        further_edits=_further(digest.new_edits - len(edits), "more edit"),
        further_refused=_further(int(digest.counts["refused"]) - len(refused), "more input"),
        reasons=_reasons,
        sentence=_sentence,
        place=_place,
        link=_Markdown(_link(digest.link)),
    )


class _Markdown(str):
    """Markdown of our own making, which is not escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escape_message(value: object) -> str:
    """Return words that neither set letters nor link nor call anybody, in mail and in chat, in one line."""
    if isinstance(value, _Markdown):
        return value
    plain = "".join(_ANGLES.get(letter, letter) for letter in on_one_line(str(value)))
    for pattern in (_CALLS, _ADDRESSES):
        plain = pattern.sub(lambda found: found[0] + _JOINER, plain)
    return _MARKUP.sub(r"\\\1", plain)


def _lead(digest: Digest) -> str:
    """Return when the digest was made, since when, and the counts."""
    since = f" since {moment_words(digest.since)}" if digest.since else ""
    told = [counted(int(digest.counts["articles"]), "article") + f" read{since}"]
    told.append(
        f"{int(digest.counts['items']):,} sentences ({int(digest.counts['flagged']):,} claims) to verify in all"
    )
    if digest.counts["refused"]:
        told.append(counted(int(digest.counts["refused"]), "input") + " refused")
    return f"{moment_words(digest.made_at)}: {', '.join(told)}."


def _reasons(claim: NewClaim) -> str:
    return ", ".join(reason.title.lower() for reason in claim.reasons) or "no reason told"


def _sentence(claim: NewClaim) -> _Markdown:
    """Return the sentence with its figures in bold; words from elsewhere are escaped part by part."""
    return _Markdown(plain_sentence([replace(part, text=_escaped(part.text)) for part in claim.parts], "**", "**"))


def _escaped(text: str) -> str:
    """Return words escaped, with the blanks at their ends, which part them from their neighbours."""
    body = text.strip()
    if not body:
        return " " if text else ""
    return " " * text[:1].isspace() + escape_message(body) + " " * text[-1:].isspace()


def _place(title: str, outlet: object) -> str:
    """Return the article and its outlet."""
    return shorten(title, _TITLE_LENGTH) + (f" ({outlet})" if outlet else "")


def _further(number: int, noun: str, rest: str = "") -> str:
    return f"{counted(number, noun)}{rest}" if number > 0 else ""


def _link(link: str) -> str:
    """Return the report's address as a link, or the place of its file."""
    if address := safe_url(link):
        return f"[The report]({address.replace('(', '%28').replace(')', '%29')})"
    return f"The report: `{on_one_line(link).replace('`', '')}`"
