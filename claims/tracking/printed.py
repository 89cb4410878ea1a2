"""The capitalised words of one article, found by their last word: where a surname's first name and office stand."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from claims.model import Article
from claims.speech.names import is_first_name, pronoun_of
from claims.tracking.name_words import fold
from claims.tracking.naming import name_in
from claims.tracking.person_names import SUFFIXES, PersonName, office_of

_CAPITAL = re.compile(r"[A-ZÀ-Þ][\w.’'-]*")
_WORD = re.compile(r"[^\W_][\w.’'&-]*")
_OF_COMPANY = (
    r" (?:Inc|Corp|Ltd|Plc|PLC|LLC|Co)\b|,? (?:which|a company)\b|,? (?:said|says|announced|added) (?:that )?(?:it|its)\b"
    r"|(?:['’]s?)? (?:shares|stock|shareholders|customers|users|employees|executives?|stores|products|headquarters|CEO|CFO|poll|survey)\b"
)
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
                last = fold(match[0].rstrip(".'’-"))
                if last in SUFFIXES:
                    last = fold(run[-2].rstrip(".'’-"))
                found[last].append((" ".join(kept), is_own or len(kept) < len(run)))
        return found

    def people(self, last: str) -> Iterator[PersonName]:
        """Yield each person whom the text prints with a surname (folded), and with a first name or an office before it."""
        for run, is_own in self._runs.get(last, ()):
            name = name_in(run, "person")
            if not isinstance(name, PersonName) or name.surname != last:
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
                known = fuller.get(name.first)
                if known is None or (known.words[-1] in SUFFIXES and name.words[-1] not in SUFFIXES):
                    fuller[name.first] = name  # beside his father, the son is told by more than the surname
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
        same = [each for each in self.people(name.surname) if each.is_full and each.first == name.first]
        return {each.office for each in (*same, name) if each.office}

    def by_first(self, first: str) -> PersonName | None:
        """Return the one full name of the text that opens with a first name, as printed; None where there are two or none."""
        found = {match[1] for match in re.finditer(rf"\b{re.escape(first)} ([A-ZÀ-Þ][\w’'-]+)", self.text)}
        name = name_in(f"{first} {found.pop().removesuffix('’s')}", "person") if len(found) == 1 else None
        return name if isinstance(name, PersonName) and name.is_full else None

    def ties(self, name: PersonName) -> set[str]:
        """Return what tells a person from others of that name: offices before it, and offices and bodies told behind it."""
        found = self.offices(name)
        for match in re.finditer(
            rf"\b{re.escape(name.printed)}\b(?:,|,? (?:of|with|from)\b)([^,.;:()“”\"\n]{{3,90}})", self.text
        ):
            words = _WORD.findall(match[1])
            office = office_of(re.split(r"\b(?:of|at|for|with|who|from)\b", match[1])[0].split())
            found |= {office} if office else set()
            found |= {fold(" ".join(run)) for run in _capital_runs(words) if len(run) > 1 or run[0].isupper()}
        return found

    def is_company(self, word: str) -> bool:
        """Tell whether the text speaks of one word as of a company: "Tarnex shares", "Tarnex said it", "Tarnex Inc"."""
        return bool(re.search(rf"\b{re.escape(word)}(?:{_OF_COMPANY})", self.text))

    def is_word(self, word: str) -> bool:
        """Tell whether the text has a word in small letters too: "the North" where it speaks of the north."""
        return bool(re.search(rf"(?<![\w./@#-]){re.escape(word.lower())}(?![\w@-]|\.\w)", self.text))

    def stands_alone(self, words: str, behind: str) -> bool:
        """Tell whether words are printed somewhere without a certain word before them."""
        return bool(re.search(rf"(?<!{re.escape(behind)} )\b{re.escape(words)}\b", self.text))


def _closes(word: str) -> bool:
    """Tell whether a word ends its sentence or is a possessive: what follows is another name."""
    return word.endswith(("'s", "’s")) or (word.endswith(".") and len(word) > 5)


def _capital_runs(words: list[str]) -> Iterator[list[str]]:
    """Yield the capitalised words that stand side by side."""
    run: list[str] = []
    for word in [*words, ""]:
        if word[:1].isupper():
            run.append(word)
        elif run:
            yield run
            run = []
