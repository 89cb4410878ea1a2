"""The capitalised words of one article, found by their last word: where a surname's first name and office stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from claims.model import Article
from claims.speech.names import is_first_name, pronoun_of
from claims.tracking.name_words import fold
from claims.tracking.naming import name_in
from claims.tracking.person_names import PersonName

_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w.’'-]*")
_MOST_BEFORE = 5  # words before a surname that can be first names and office
_GOES_ON = re.compile(r"[\w,;:][,;:]?\s$")
_HONOURED_HE = re.compile(r"\bMr\.? ([A-ZÀ-Þ][\w’'-]*)")
_HONOURED_SHE = re.compile(r"\bM(?:rs|s|iss)\.? ([A-ZÀ-Þ][\w’'-]*)")
_SHE, _HE = re.compile(r"^(?:Mrs|Ms|Miss)\b"), re.compile(r"^Mr\b")


class PrintedNames:
    """What an article prints of names, in its title and its text."""

    def __init__(self, article: Article) -> None:
        """Take an article; nothing of it is read before it is asked for."""
        self.article = article
        self.text = f"{article.title or ''}\n{article.text}"

    @cached_property
    def _runs(self) -> dict[str, list[tuple[str, bool]]]:
        """Return for each capitalised word, folded, the capitalised words up to it, each time that others stand before it.

        With each, whether the first of them has its capital for itself: it opens no sentence.
        """
        found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        run: list[str] = []
        end, is_own = -1, False
        for match in _CAPITAL.finditer(self.text):
            if end >= 0 and self.text[end : match.start()] in {" ", "\u00a0"} and not _closes(run[-1]):
                run = [*run, match[0]]
            else:
                run, is_own = [match[0]], bool(_GOES_ON.search(self.text, max(0, match.start() - 3), match.start()))
            end = match.end()
            if len(run) > 1:
                kept = run[-_MOST_BEFORE - 1 :]
                found[fold(match[0].rstrip(".'’-"))].append((" ".join(kept), is_own or len(kept) < len(run)))
        return found

    def people(self, last: str) -> Iterator[PersonName]:
        """Yield each person whom the text prints with a surname (folded), and with a first name or an office before it."""
        for run, is_own in self._runs.get(last, ()):
            name = name_in(run, "person")
            if not isinstance(name, PersonName) or name.words[-1] != last:
                continue
            if not name.is_full or is_own or name.is_titled or is_first_name(name.first):
                yield name

    def full_name(self, last: str, printed: str = "") -> PersonName | None:
        """Return the one full name that a surname, `printed` so, can be short for; None where there are two or none."""
        wanted, is_shared = self.gender_of(printed), self.is_shared(last)
        fuller: dict[str, PersonName] = {}
        for name in self.people(last):
            told = pronoun_of(name.first)
            if name.is_full and (told == wanted if is_shared else not wanted or told in {"", wanted}):
                fuller.setdefault(name.first, name)
        return next(iter(fuller.values())) if len(fuller) == 1 else None

    def gender_of(self, printed: str) -> str:
        """Return what an honorific tells of who bears it: he, she, or nothing."""
        return "she" if _SHE.match(printed) else "he" if _HE.match(printed) else ""

    @cached_property
    def _honoured(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the surnames, folded, that the text prints behind "Mr", and those behind "Ms", "Mrs" or "Miss"."""
        return (
            frozenset(fold(match[1]) for match in _HONOURED_HE.finditer(self.text)),
            frozenset(fold(match[1]) for match in _HONOURED_SHE.finditer(self.text)),
        )

    def is_shared(self, last: str) -> bool:
        """Tell whether a man and a woman of the text bear a surname."""
        return all(last in bearers for bearers in self._honoured)

    def offices(self, name: PersonName) -> set[str]:
        """Return the offices that stand before a person's full name."""
        same = [each for each in self.people(name.words[-1]) if each.is_full and each.first == name.first]
        return {each.office for each in (*same, name) if each.office}

    def is_word(self, word: str) -> bool:
        """Tell whether the text has a word in small letters too: "the North" where it speaks of the north."""
        return bool(re.search(rf"\b{re.escape(word.lower())}\b", self.text))

    def stands_alone(self, words: str, behind: str) -> bool:
        """Tell whether words are printed somewhere without a certain word before them."""
        return bool(re.search(rf"(?<!{re.escape(behind)} )\b{re.escape(words)}\b", self.text))


def _closes(word: str) -> bool:
    """Tell whether a word ends its sentence or is a possessive: what follows is another name."""
    return word.endswith(("'s", "’s")) or (word.endswith(".") and len(word) > 5)
