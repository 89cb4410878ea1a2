"""Who is known so far in a text: every name by its last word in its fullest print, and the roles that names bear."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from claims.model import Span
from claims.speech.clauses import Units
from claims.speech.cues import read_lexicon
from claims.speech.kinds import kind_of
from claims.speech.mentions import Mention, fits, longer, read_mentions

_APPOSED = re.compile(
    r",\s+(?:(?:the|an?|its|his|her|their)\s+)?(?P<role>(?:[\w’'-]+\s+){0,3}?[a-z][\w-]*)(?=\s(?:of|at|for|from|in|who)\s|[,.])"
)  # "Ana Ruiz, the mayor of Tarn, ..."
_SHORT_TITLES = {
    "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "col": "colonel", "capt": "captain",
    "lt": "lieutenant", "sgt": "sergeant", "prof": "professor", "rev": "reverend", "pres": "president",
}  # fmt: skip
_LONGEST_ROLE = 80  # characters
_LEADING_ROLE = re.compile(r"\b(?P<role>[a-z]{3,})\s+$")


class Roster:
    """The names of one text, learned in the order in which they are printed."""

    def __init__(self, units: Units) -> None:
        """Read the names of the text; none is known before `read_up_to`."""
        self._text = units.text
        self.mentions = read_mentions(units)
        self.starts = [mention.span.start for mention in self.mentions]
        self._read = 0  # how many mentions are known
        self._names: dict[str, dict[tuple[str, ...], Mention]] = {}  # by last word, the fullest print of each name
        self._titled: dict[str, dict[str, Mention]] = {}  # by any word, then by last word
        self._genders: dict[str, set[str]] = {}
        self._full: dict[
            str, dict[tuple[str, ...], Mention]
        ] = {}  # by last word, names of two words or more, of all the text
        for mention in self.mentions:
            if len(mention.words) > 1:
                self._full.setdefault(mention.words[-1], {}).setdefault(mention.words, mention)
            if mention.gender:
                self._genders.setdefault(mention.words[-1], set()).add(mention.gender)

    def read_up_to(self, offset: int) -> None:
        """Learn the names that stand before an offset."""
        while self._read < len(self.mentions) and self.starts[self._read] < offset:
            mention = self.mentions[self._read]
            known = self._names.setdefault(mention.words[-1], {})
            if mention.words not in known or longer(mention, known[mention.words]):
                known[mention.words] = mention
                told = (
                    *re.findall(r"\w+", mention.span.of(self._text).lower()),
                    *self._apposed(mention),
                    *self._led_by(mention),
                )
                for word in told:
                    self._titled.setdefault(_SHORT_TITLES.get(word, word), {})[mention.words[-1]] = mention
            self._read += 1

    def _apposed(self, mention: Mention) -> Iterator[str]:
        """Yield the role that an apposition gives a name: "Ana Ruiz, the mayor of Tarn"."""
        end = mention.span.end
        found = _APPOSED.match(self._text, end, min(len(self._text), end + _LONGEST_ROLE))
        if found:
            role = found["role"].split()[-1].lower()
            kinds = read_lexicon().kinds
            if role in kinds["person"] or role in kinds["organisation"]:
                yield role

    def _led_by(self, mention: Mention) -> Iterator[str]:
        """Yield the role that stands right before a name of two words or more: "analyst Jo Lind"."""
        found = _LEADING_ROLE.search(self._text, max(0, mention.span.start - _LONGEST_ROLE), mention.span.start)
        if found and len(mention.words) > 1 and found["role"] in read_lexicon().kinds["person"]:
            yield found["role"]

    def bears(self, role: str, mention: Mention) -> None:
        """Learn a role that the text explains by a name: "the doctor who saw it, surgeon Jo Lind"."""
        self._titled.setdefault(role, {})[mention.words[-1]] = mention

    def fuller(self, own: Mention) -> list[Mention]:
        """Return the known names of more words that can be the same one's."""
        earlier = self._names.get(own.words[-1], {}).values()
        return [mention for mention in earlier if fits(own, mention) and len(mention.words) > len(own.words)]

    def later(self, own: Mention) -> Mention | None:
        """Return the one full name of the text that a bare last name can be short for; None where there are two or none."""
        full = [mention for mention in self._full.get(own.words[-1], {}).values() if fits(own, mention)]
        people = [mention for mention in full if kind_of(mention.span.of(self._text)) == "person"]
        return people[0] if len(own.words) == len(people) == len(full) == 1 else None

    def same(self, own: Mention) -> Mention | None:
        """Return the longest known print of just this name."""
        return self._names.get(own.words[-1], {}).get(own.words)

    def fullest(self, mention: Mention) -> Mention:
        """Return the longest known print of the same name."""
        same = [other for other in self._names.get(mention.words[-1], {}).values() if fits(mention, other)]
        return max(same, key=lambda other: (len(other.words), -other.span.start), default=mention)

    def bearers(self, role: str) -> list[Mention]:
        """Return the known names of two words or more, or with a title, that bear a role: "president"."""
        titled = self._titled.get(role, {})
        return [mention for mention in titled.values() if len(mention.span.of(self._text).split()) > 1]

    def gender(self, mention: Mention) -> str:
        """Return what a mention, or every mention of its last name, tells of gender."""
        told = self._genders.get(mention.words[-1], set())
        return mention.gender or (next(iter(told)) if len(told) == 1 else "")

    def within(self, start: int, end: int, most: int) -> list[Mention]:
        """Return the last names that start in a stretch."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return self.mentions[max(low, high - most) : high]

    def names_in(self, span: Span) -> list[Mention]:
        """Return the names that start in a span."""
        return self.mentions[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def is_ambiguous(self, mentions: Collection[Mention]) -> bool:
        """Tell whether names are those of two."""
        return len({mention.words[-2:] for mention in mentions}) > 1
