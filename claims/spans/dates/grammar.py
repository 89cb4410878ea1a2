"""What the patterns of calendar forms share: their parts, the values of groups, and where a form can be at all."""

import re

from claims.spans import forms
from claims.spans.dates.words import ALPHABET, PUNCTUATION, Tokens
from claims.spans.forms import OTHER

_UNIT = "[<u_day><u_week><u_fortnight><u_month><u_quarter><u_year><u_decade><u_century><weekend>]"
PARTS = {
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
    "NUM": "(?:<about>*(?:<small>|<number>|<count>|<tens>(?:<dash>?<count>)?)(?:(?:<or>|<to>)(?:<count>|<small>))?|<a>?<few><of>?|<half><a>?<dash>?)",
    "NTH": "(?:<nth>|<ordinal>|<last>)",
    "AHEAD": "(?=<the>?{ADJ}(?:<month>|<mon>|<year4>|<small>|<ordinal>|<early>|<mid>|<part>|<last>|<this>|<next>|<that>|<same>|<previous>|<following>|<coming>|<current>|<u_month>|<u_year>|<u_quarter>|<u_decade>|<u_century>|<u_week>|<decade>|<season>|<fy>|<q>|<h>|<nth>|<weekday>|<weekend>|<deictic>|<numeric>))",
    "ADJ": "(?:<full>|<fiscal>|<comparable>|<calendar>|<dash>)*",
    "S": "(?:<apostrophe><s>)",
}  # fmt: skip


_HEADS = (
    "month", "mon", "weekday", "season", "deictic", "holiday", "feast", "new", "u_day", "u_week", "u_fortnight",
    "u_month", "u_quarter", "u_year", "u_decade", "u_century", "units", "weekend", "half", "daypart", "q", "fy", "bc", "ad",
    "tens_years", "ordinal", "year4", "decade", "numeric", "tens", "thousand", "period", "apostrophe", "slash", "h", "hours",
    "ytd",
)  # fmt: skip
_RUN = re.compile(f"[^{OTHER}]+")
_HEAD = re.compile("[" + "".join(ALPHABET.letters[name] for name in _HEADS) + "]")


Found = forms.Found[Tokens]


def values_of(found: Found, group: str) -> list[int | str]:
    """Return the values of the tokens of a group, punctuation left out."""
    if not found.has(group):
        return []
    start, end = found.span(group)
    return [found.view.value(i) for i in range(start, end) if found.view.name(i) not in PUNCTUATION]


def letters_of_dates(tokens: Tokens) -> str:
    """Return the letters of a text, with each run of classes that holds no word of a date blotted out."""
    return _RUN.sub(lambda run: run[0] if _HEAD.search(run[0]) else OTHER * len(run[0]), tokens.letters)
