"""The machine that finds calendar forms: their patterns become one expression over the letters of `dates.words`.

`<month>` stands for the letter of that class, `{DAY}` for a part of a pattern that several forms share. A pattern
names the groups that its reader looks at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.spans.dates.words import CLASSES, LETTERS, OTHER, PUNCTUATION, Tokens

if TYPE_CHECKING:
    from claims.spans.dates.mention import Mention

_UNIT = "[<u_day><u_week><u_fortnight><u_month><u_quarter><u_year><u_decade><u_century><weekend>]"
_PARTS = {
    "MON": "(?:<month>|<mon><dot>?)",
    "DAY": "(?:<small>|<ordinal>|<tens><dash>?<nth>|<nth>)",
    "PART": "(?:<the>?(?:<early>(?:<dash>|<in>)?|<mid><dash>?|<part><of>|(?:<early>|<latter>)<portion><of>)<the>?)",
    "SPOKEN": "(?:<count><tens>(?:<dash>?<count>)?|<count><dash>?<count>(?=[^<dash><count>]|$)|<count><thousand>(?:<and>?<count>)?)",
    "YEAR": "(?P<year><year4>|{SPOKEN})",
    "SIDE": "(?P<side><the>?(?:<last>|<next>|<previous>|<following>|<past>|<coming>|<that>?<same>)|<this>(?:<past>|<coming>)?|<that>)",
    "YEARREF": "(?:<comma>?<of>?(?:<the>?<u_year>)?{YEAR}|<of>?(?P<yearside><that>|<the><same>|<that><same>|<last>|<this>|<next>|<the><previous>|<the><following>)<u_year>|<comma>?(?P<apostrophe_year><apostrophe><small>))",
    "WD": "(?:(?:<this><coming>|<this>)?(?P<weekday><weekday>|<wday><dot>?)(?:<daypart><of>)?<comma>?)",
    "JOIN": "(?:<comma>?<and>|<dash>|<to>|<or>|<comma>|<slash>|<ampersand>)",
    "UNIT": _UNIT,
    "QTY": "(?:<half><a>|<a>?<few><of>?|<a>?<about>*(?:<small>|<number>|<count>|<tens>(?:<dash>?<count>)?|<a>)<hundred>?(?:<or>(?:<count>|<small>))?|<a>)",
    "NUM": "(?:<about>*(?:<small>|<number>|<count>|<tens>(?:<dash>?<count>)?)(?:<or>(?:<count>|<small>))?|<a>?<few><of>?|<half><a>?<dash>?)",
    "NTH": "(?:<nth>|<ordinal>|<last>)",
    "AHEAD": "(?=<the>?{ADJ}(?:<month>|<mon>|<year4>|<small>|<ordinal>|<early>|<mid>|<part>|<last>|<this>|<next>|<that>|<same>|<previous>|<following>|<coming>|<current>|<u_month>|<u_year>|<u_quarter>|<u_decade>|<u_century>|<u_week>|<decade>|<season>|<fy>|<q>|<h>|<nth>|<weekday>|<weekend>|<deictic>|<numeric>))",
    "ADJ": "(?:<full>|<fiscal>|<comparable>|<calendar>|<dash>)*",
    "S": "(?:<apostrophe><s>)",
}  # fmt: skip


def _spell(form: str) -> str:
    """Put the shared parts and the class letters into a form."""
    for _ in range(3):
        for name, part in _PARTS.items():
            form = form.replace(f"{{{name}}}", part)
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: LETTERS[m[1]], form)


_HEADS = (
    "month", "mon", "weekday", "season", "deictic", "holiday", "feast", "new", "u_day", "u_week", "u_fortnight",
    "u_month", "u_quarter", "u_year", "u_decade", "u_century", "units", "weekend", "half", "daypart", "q", "fy", "bc", "ad",
    "tens_years", "ordinal", "year4", "decade", "numeric", "tens", "thousand", "period", "apostrophe", "slash", "h", "hours",
    "ytd",
)  # fmt: skip
_RUN = re.compile(f"[^{OTHER}]+")
_HEAD = re.compile("[" + "".join(LETTERS[name] for name in _HEADS) + "]")


@dataclass(frozen=True, slots=True)
class Form:
    """A way of printing a date; `example` holds one, `counter_example` has words that only look like it."""

    name: str
    pattern: str
    reader: "Callable[[Found], list[Mention]]"
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class Found:
    """A form that fits: which, the tokens `start..end` and what each group covers."""

    form: Form
    tokens: Tokens
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Return the index of the first token."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Return the index after the last token."""
        return self.match.end()

    def has(self, group: str) -> bool:
        """Tell whether the form has that group and it took part."""
        return bool(self.match.groupdict().get(group))

    def span(self, group: str) -> tuple[int, int]:
        """Return the token indexes of a group."""
        return self.match.span(group)

    def names(self, group: str) -> list[str]:
        """Return the classes of the tokens of a group; empty when it is absent."""
        return [CLASSES[letter] for letter in self.match.group(group)] if self.has(group) else []

    def names_between(self) -> list[str]:
        """Return the classes of all tokens of the form."""
        return [CLASSES[letter] for letter in self.match.group()]

    def values(self, group: str) -> list[int | str]:
        """Return the values of the tokens of a group, punctuation left out."""
        if not self.has(group):
            return []
        start, end = self.span(group)
        return [self.tokens.value(i) for i in range(start, end) if self.tokens.name(i) not in PUNCTUATION]


class Machine:
    """All forms of a table as one expression: linear in the text, the first form that fits wins."""

    def __init__(self, forms: Sequence[Form]) -> None:
        """Compile the table."""
        spelt = [_spell(form.pattern) for form in forms]
        bare = [re.sub(r"[?]P<[a-z0-9_]+>", "?:", each) for each in spelt]
        self._forms = tuple(forms)
        self._each = [re.compile(each) for each in spelt]
        self._any = re.compile("|".join(f"(?P<f{i}>{each})" for i, each in enumerate(bare)))

    def find(self, tokens: Tokens) -> Iterator[Found]:
        """Yield the forms in a text, left to right, never overlapping."""
        letters = tokens.letters
        for run in _RUN.finditer(letters):
            start, end = run.span()
            if not _HEAD.search(letters, start, end):
                continue
            for found in self._any.finditer(letters, start, end):
                index = int((found.lastgroup or "f0")[1:])
                again = self._each[index].match(letters, found.start(), end)
                if again:
                    yield Found(self._forms[index], tokens, again)
