"""The forms of calendar expressions: regular expressions over the letters of `dates.words`, first fit wins.

`<month>` stands for the letter of that class, `{DAY}` for a part of a form that several share. A form names the
groups that its reader looks at; readers live in `dates.mentions` under the form's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.spans.dates.words import CLASSES, LETTERS, OTHER, PUNCTUATION, Tokens

_UNIT = "[<u_day><u_week><u_fortnight><u_month><u_quarter><u_year><u_decade><u_century><weekend>]"
_PARTS = {
    "MON": "(?:<month>|<mon><dot>?)",
    "DAY": "(?:<small>|<ordinal>|<tens><dash>?<nth>|<nth>)",
    "PART": "(?:<the>?(?:<early>(?:<dash>|<in>)?|<mid><dash>?|<part><of>|(?:<early>|<latter>)<portion><of>)<the>?)",
    "SPOKEN": "(?:<count><tens>(?:<dash>?<count>)?|<count><dash>?<count>(?=[^<dash><count>]|$)|<count><thousand>(?:<and>?<count>)?)",
    "YEAR": "(?P<year><year4>|{SPOKEN})",
    "SIDE": "(?P<side><the>?(?:<last>|<next>|<previous>|<following>|<past>|<coming>|<that>?<same>)|<this>(?:<past>|<coming>)?|<that>)",
    "YEARREF": "(?:<comma>?<of>?(?:<the>?<u_year>)?{YEAR}|<of>?(?P<yearside><that>|<the><same>|<that><same>|<last>|<this>|<next>|<the><previous>|<the><following>)<u_year>|<comma>(?P<apostrophe_year><apostrophe><small>))",
    "WD": "(?:(?:<this><coming>|<this>)?(?P<weekday><weekday>|<wday><dot>?)(?:<daypart><of>)?<comma>?)",
    "JOIN": "(?:<comma>?<and>|<dash>|<to>|<or>|<comma>|<slash>|<ampersand>)",
    "UNIT": _UNIT,
    "QTY": "(?:<half><a>|<a>?<few><of>?|<a>?<about>*(?:<small>|<number>|<count>|<tens>(?:<dash>?<count>)?|<a>)<hundred>?(?:<or>(?:<count>|<small>))?|<a>)",
    "NTH": "(?:<nth>|<ordinal>|<last>)",
    "ADJ": "(?:<full>|<fiscal>|<comparable>|<calendar>|<dash>)*",
    "S": "(?:<apostrophe><s>)",
}  # fmt: skip

FORMS: tuple[tuple[str, str], ...] = (
    ("numeric", "(?P<numeric><numeric>)"),
    ("same_period", "<the>(?P<year><year4>){ADJ}(?P<what><period>|<u_quarter>)"),
    ("repeated", "<each>(?:<last>|<past>|<nth>|<few>|<count>)?(?:<weekday>|{MON}|{UNIT}|<units>|<season>|<daypart>)"),
    ("month_day", "(?P<week><the>?<u_week><of>)?{WD}?{SIDE}?{PART}?(?P<month>{MON})<the>?(?P<day>{DAY})(?P<more>(?:{JOIN}<the>?(?:<small>|<ordinal>)){0,4}){YEARREF}?"),
    ("day_month", "(?P<week><the>?<u_week><of>)?{WD}?{PART}?<the>?(?P<more>(?:(?:<small>|<ordinal>){JOIN}<the>?){0,4})(?P<day>{DAY})<of>?{SIDE}?(?P<month>{MON}){YEARREF}?"),
    ("month", "{PART}?{SIDE}?{PART}?(?P<month>{MON}){YEARREF}?"),
    ("quarter", "(?:<the>|<its>|<a>)?{ADJ}(?:(?P<lead_side><last>|<this>|<next>){ADJ}<u_year>{S}|(?P<lead_year><year4>){S}?|(?P<lead_ago><u_year><dash>?(?:<ago>|<earlier>)))?{ADJ}(?P<nth>{NTH})<dash>?{ADJ}<u_quarter>(?:<comma>?(?:<of>|<in>)?<the>?<fiscal>?(?:<u_year>)?{YEAR}|(?:<of>|<in>)?(?P<yearside><last>|<this>|<next>|<of><the>|<of><that>)<u_year>)?"),
    ("quarter", "<q>(?P<nth><small>)<dash>?(?:<of>|<in>)?<fiscal>?{YEAR}?"),
    ("half", "<the>?(?P<lead_side>(?:<last>|<this>|<next>)(?=<u_year>)<u_year>{S})?(?P<nth>{NTH}|<latter>)<dash>?{ADJ}<half>(?:<of><the>?<fiscal>?<calendar>?(?:<u_year>)?{YEAR}|<of>(?P<yearside><the>|<last>|<this>|<next>|<that>)<u_year>)?"),
    ("decade", "{PART}?(?P<decade><the>?<year4><apostrophe><s>|<the>?<apostrophe>?<decade><apostrophe>?|<the><tens_years>|<count><dash>?<tens_years>|<the><apostrophe><small>{S})"),
    ("century", "{PART}?(?:<the>)?(?P<nth><ordinal>|<tens><dash>?<nth>|<nth>)<dash>?<u_century>(?:<bc>|<ad>)?"),
    ("era", "<ad>(?P<year><small>|<number>|<year4>)|(?P<before><small>|<number>|<year4>)<bc>|(?P<after><small>|<number>|<year4>)<ad>"),
    ("fiscal_year", "<the>?(?:<fiscal><dash>?<calendar>?<u_year>?|<calendar><u_year>?|<u_year>){YEAR}|<fy><dash>?<apostrophe>?(?P<short><year4>|<small>)"),
    ("season", "{PART}?(?:{SIDE}|<the>)?{PART}?(?:(?P<lead_year><year4>)<dash>?)?(?P<season><season>)(?:{YEARREF}|(?P<short><of>?<apostrophe><small>))?"),
    ("holiday", "{SIDE}?(?P<holiday><holiday>|<feast>{S}?(?=<u_day>)|<new><u_year>{S}(?=<u_day>|<eve>))(?P<eve><u_day>|<eve>)?{YEARREF}?"),
    ("weekday", "(?P<early><earlier>|<later>)?{PART}?{SIDE}?(?P<weekday><weekday>)<dash>?(?P<daypart><daypart>)?"),
    ("beside_deictic", "<the>(?:<u_day>(?P<way><before>|<after>)(?P<deictic><deictic>)|(?P<unit>{UNIT})(?P<far><before><last>|<after><next>))"),
    ("deictic", "{PART}?(?:<earlier>|<later>)?(?:(?P<deictic><deictic>)<daypart>?|(?P<side><this>|<last>|<the>?(?:<next>|<following>|<previous>|<that>?<same>)|<that>)(?P<daypart><daypart>))"),
    ("distance", "(?P<about><about>*)(?P<quantity>{QTY})<dash>?(?P<units>{UNIT}|<units>)(?:<or><so>|<or><count>)?(?P<way><ago>|<from><now>|<earlier>|<later>|<before>|<after>)"),
    ("year_ago", "(?:<the>|<a>|<its>)?{ADJ}(?P<units><u_year>)<dash>?(?P<way><ago>|<earlier>){ADJ}(?P<what><u_quarter>|<period>|<u_month>|<u_week>)?"),
    ("last_years", "<the>?{ADJ}(?P<what><u_quarter>|<period>)(?:<of>|<in>)?(?P<side><last>|<next>|<this>)<u_year>|(?P<side2><last>|<next>|<this>)<u_year>{S}{ADJ}(?P<what2><u_quarter>|<period>|{MON})"),
    ("side", "(?P<early><earlier>|<later>)?{PART}?(?P<side><the>?(?:<that>|<this>)?(?:<last>|<next>|<previous>|<following>|<past>|<coming>|<current>|<latest>|<same>|<that>)|<this>(?:<past>|<coming>|<current>)?|<that>){ADJ}(?P<unit>{UNIT}|<period>)(?P<tail><or><so>|<before><last>|<after><next>)?"),
    ("beside", "(?P<the><the>){ADJ}(?P<unit>{UNIT})(?P<way><before>|<after>|<earlier>|<later>|<following>|<previous>)"),
    ("within", "(?:(?P<early><earlier>|<later>)<in>|{PART})<the>{ADJ}(?P<unit>{UNIT}|<season>)"),
    ("end_of", "(?P<unit>{UNIT})(?:{S}|<dash>)(?P<end><part>)"),
    ("nth_day", "<the>(?P<day><ordinal>)"),
    ("the_unit", "<the>{ADJ}(?P<unit><u_quarter>|<u_year>|<u_month>|<u_week>|<weekend>|<u_day>)(?!<u_quarter>)"),
    ("years", "{PART}?(?P<year><year4>)(?P<sign><dash>|<slash>)(?P<short><small>)(?!<dash>|<slash>)"),
    ("year", "{PART}?(?P<year><year4>|<count><dash>?<tens>(?:<dash>?<count>)?|<count><thousand>(?:<and>?<count>)?)"),
    ("short_year", "{PART}?(?P<short><apostrophe><small>)"),
)  # fmt: skip
"""Form name and expression, in order of preference."""


def _spell(form: str) -> str:
    """Put the shared parts and the class letters into a form."""
    for _ in range(3):
        for name, part in _PARTS.items():
            form = form.replace(f"{{{name}}}", part)
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: LETTERS[m[1]], form)


_SPELT = [(name, _spell(form)) for name, form in FORMS]
_ANY = re.compile("|".join(f"(?P<f{i}>{re.sub(r'[?]P<[a-z0-9_]+>', '?:', s)})" for i, (_, s) in enumerate(_SPELT)))
_EACH = [re.compile(spelt) for _, spelt in _SPELT]
_HEADS = (
    "month", "mon", "weekday", "season", "deictic", "holiday", "feast", "new", "u_day", "u_week", "u_fortnight",
    "u_month", "u_quarter", "u_year", "u_decade", "u_century", "units", "weekend", "half", "daypart", "q", "fy", "bc", "ad",
    "tens_years", "ordinal", "year4", "decade", "numeric", "tens", "thousand", "period", "apostrophe",
)  # fmt: skip
_RUN = re.compile(f"[^{OTHER}]+")
_HEAD = re.compile("[" + "".join(LETTERS[name] for name in _HEADS) + "]")


@dataclass(frozen=True, slots=True)
class Found:
    """A form that fits: its name, the tokens `start..end` and what each group covers."""

    form: str
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


def find_forms(tokens: Tokens) -> Iterator[Found]:
    """Yield the forms in a text, left to right, never overlapping."""
    letters = tokens.letters
    for run in _RUN.finditer(letters):
        start, end = run.span()
        if _HEAD.search(letters, start, end):
            for found in _ANY.finditer(letters, start, end):
                index = int((found.lastgroup or "f0")[1:])
                again = _EACH[index].match(letters, found.start(), found.end())
                if again:
                    yield Found(_SPELT[index][0], tokens, again)
