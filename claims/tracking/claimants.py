"""Who is who: one claimant under a full name with and without title, a surname within its article, a body by its names.

A name is read within its article first, where a surname, a short form or an acronym stands for the fuller name. Across
articles it is one with a known claimant by that fuller name; by a weaker one (an office and a surname, an acronym) only
where a single known claimant bears it. Where that is unsure, names stay apart, each a claimant of its article alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from claims.home import home_of, origin_of
from claims.model import Article
from claims.speech.names import is_first_name
from claims.text.lexicon import read_lexicon
from claims.tracking.acronyms import acronym_of, long_form_of
from claims.tracking.body_names import OFFICIALS, BodyName, is_single
from claims.tracking.name_words import fold
from claims.tracking.naming import name_in
from claims.tracking.person_names import PersonName, knows_first, long_form
from claims.tracking.printed import PrintedNames

Name = PersonName | BodyName

_OWNED = re.compile(r"['’]s?\b")
_ANOTHER = re.compile(r"(?:an)?other\b|a (?:second|third|separate|different)\b", re.IGNORECASE)
_BEHIND_NOUN = re.compile(
    r",|\s(?:of|by|from|on|in|to|for|about|with|that|which|(?:\w+ed|made|written|drawn|given) by)\s"
)
_JOINERS = frozenset(("al", "el", "de", "bin", "ibn", "van", "von", "der", "the", "of", "and", "for", "on", "in", "&"))
_LEAST_LETTERS = 3  # of an acronym that is one's in any article, though none says what it is short for
_ANYWHERE = frozenset(("", "com", "org", "net", "co.uk", "info"))  # endings of outlets that go by their name alone
_LEAST_DERIVED = 4  # of one that may be read from a name's initials, though nobody says so
_MOST_DESCRIBING = 4  # words of who is told by no name
_LEAST_SHARE = 2  # how many times as often as any other a country must be named to be where an article is at home


class Told(NamedTuple):
    """Who a claim says that it is of: the words of `claims.claimant`, and of what kind."""

    claimant: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A claimant as named in one article.

    `key` is what other articles share that name the same one, where `is_sure`; `also` are names that are theirs only as
    long as nobody else bears them; `middle` are the names between first and last, which may tell two apart.
    """

    name: str
    key: str
    is_sure: bool = True
    also: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    by_office: str | None = None  # the office with the surname alone, where the claim names it so: "o:president ruiz"
    surname: str | None = None  # of a person named in full, where not everybody is called so


def name_claimants(article: Article, told: Iterable[Told]) -> dict[Told, Named]:
    """Return how an article names each of its claimants; nobody in particular is left out."""
    once, page = list(dict.fromkeys(told)), PrintedNames(article)
    names = {each: name_in(each.claimant, each.kind) for each in once}
    all_names = [name for name in names.values() if name]
    documents = [each for each, name in names.items() if name is None and each.kind == "document"]
    named = {
        each: _named(each, name, all_names, page) if name else _nameless(each, documents, page)
        for each, name in names.items()
    }
    return {each: name for each, name in named.items() if name}


def _named(told: Told, name: Name, all_names: Sequence[Name], page: PrintedNames) -> Named:
    if isinstance(name, PersonName):
        return _named_person(name, told.claimant, page)
    bodies = [each for each in all_names if isinstance(each, BodyName)]
    if not name.is_word:
        return _named_body(name, bodies, page)
    return _named_word(name, [each for each in all_names if isinstance(each, PersonName)], page)


def _nameless(told: Told, documents: Sequence[Told], page: PrintedNames) -> Named | None:
    """Return who is told by a first name alone, or the document that the article speaks of ("the court filing"): in it alone."""
    if told.kind == "person" and knows_first(fold(told.claimant)):
        full = page.by_first(told.claimant)
        return _full_person(full, page) if full else None
    if told.kind != "document":
        return None
    spoken_of, noun = _spoken_of(told), _noun_of(told)
    if spoken_of is None:
        others = {_noun_of(each) for each in documents if each is not told and _spoken_of(each) is None}
        is_first = not _ANOTHER.match(told.claimant)
        spoken_of = (
            noun if is_first and noun not in others and any(_spoken_of(each) == noun for each in documents) else None
        )
    return Named(told.claimant, f"d:{spoken_of}", is_sure=False) if spoken_of else None


def _spoken_of(told: Told) -> str | None:
    """Return the words behind "the" of who is told by few words and nobody's name: "the court filing"."""
    words = [fold(word) for word in told.claimant.split()]
    is_short = 1 < len(words) <= _MOST_DESCRIBING and words[0] == "the" and not _OWNED.search(told.claimant)
    return " ".join(words[1:]) if is_short else None


def _noun_of(told: Told) -> str:
    """Return the noun that a description is of, folded: "a sworn affidavit filed by an agent" is of an affidavit."""
    words = _BEHIND_NOUN.split(told.claimant, maxsplit=1)[0].split()
    return fold(words[-1]) if words else ""


# ---- persons


def _named_person(name: PersonName, printed: str, page: PrintedNames) -> Named:
    if name.is_full:
        return _full_person(_without_stray(name, page), page)
    full = page.full_name(name.surname, printed) or (
        page.by_first(name.printed) if name.is_titled and not page.gender_of(printed) else None
    )
    office = f"o:{name.office} {name.last}" if name.office else None
    if full is not None:
        return replace(_full_person(full, page), by_office=office)
    shared = page.is_shared(name.surname)
    bearer = page.gender_of(printed) if shared else ""
    others = {each.office for each in page.people(name.surname) if not each.is_full} - {name.office, None}
    held = tuple(f"o:{each} {name.last}" for each in sorted(filter(None, others)) if not bearer)
    keys = (*((office,) if office else ()), *held)
    if (
        keys
        and not shared
        and (office or len(held) == 1)
        and name.last not in read_lexicon("claimants")["common"]["last"]
    ):
        return Named(name.printed, keys[0], also=keys[1:])
    alone = () if bearer or name.last in read_lexicon("claimants")["common"]["last"] else (f"l:{name.surname}",)
    return Named(name.printed, f"s:{bearer}{name.last}", is_sure=False, also=(*keys, *alone))


def _without_stray(name: PersonName, page: PrintedNames) -> PersonName:
    """Return a name without a first word that is none of it: "Throughout Ana Ruiz", where the text has "Ana Ruiz" alone."""
    first, _, rest = name.printed.partition(" ")
    if len(name.words) < 3 or is_first_name(name.first) or not page.stands_alone(rest, first):
        return name
    tail = name_in(rest, "person")
    return tail if isinstance(tail, PersonName) and tail.is_full and is_first_name(tail.first) else name


def _full_person(name: PersonName, page: PrintedNames) -> Named:
    """Return a person named in full; a name that many people bear is sure with a middle name, or what the text ties it to."""
    named = _by_full_name(name, page)
    is_common = name.surname in read_lexicon("claimants")["common"]["last"]
    return replace(named, surname=None if is_common or not named.is_sure else name.surname)


def _by_full_name(name: PersonName, page: PrintedNames) -> Named:
    common = read_lexicon("claimants")["common"]
    offices = tuple(f"o:{office} {name.last}" for office in sorted(page.offices(name)))
    if not is_first_name(name.first):
        return Named(name.printed, f"n:{' '.join(_core(name.words))}", also=(*_tail(name), *offices))
    key, middle = f"n:{name.first} {name.last}", tuple(_core(name.middle))
    if name.first in common["first"] and name.words[-1] in common["last"]:
        ties = tuple(f"{key} ({tie})" for tie in sorted(page.ties(name)))
        if middle:
            return Named(name.printed, key, also=(*ties, *offices), middle=middle)
        return (
            Named(name.printed, ties[0], also=(*ties[1:], *offices))
            if ties
            else Named(name.printed, key, is_sure=False)
        )
    return Named(name.printed, key, also=offices, middle=middle)


def _tail(name: PersonName) -> Iterator[str]:
    """Yield the key of a name without its first word, which may be none of it: "Coloradan Ana Ruiz"."""
    rest = _core(name.words[1:])
    if len(rest) > 1 and len(name.first) > 1 and name.first not in _JOINERS:
        yield f"n:{long_form(rest[0])} {rest[-1]}"


def _core(words: Sequence[str]) -> list[str]:
    """Return the words of a name that are no joiners, and no initials behind its first."""
    return [
        word
        for at, word in enumerate(words)
        if (word not in _JOINERS or (not at and word == "al")) and (len(word) > 1 or len(words) < 3 or not at)
    ]


# ---- bodies


def _named_body(name: BodyName, all_bodies: Sequence[BodyName], page: PrintedNames) -> Named:
    """Return a body by the fullest name that its article gives it."""
    article = page.article
    if own := _own_outlet(name, article):
        return Named(name.printed, f"n:{' '.join(name.words)} @ {own}")
    if name.is_acronym:
        acronym = name.words[0]
        long = long_form_of(acronym, article.text)
        whole = name_in(long, "organisation") if long else None
        if isinstance(whole, BodyName) and len(whole.words) > 1:
            return replace(_sure_body(whole, article), also=(f"a:{acronym}",))
        return Named(name.printed, f"a:{acronym}", is_sure=len(acronym) >= _LEAST_LETTERS)
    if name.is_common and name.words[0] in read_lexicon("claimants")["placed"]["sole"]:
        return _sure_body(name, article)
    fuller = [other for other in all_bodies if _is_short_for(name, other)]
    distinct = {other.words for other in fuller}
    if (name.is_common or (len(name.words) == 1 and not name.is_camel and page.is_word(name.words[0]))) and len(
        distinct
    ) != 1:
        return Named(name.printed, f"c:{' '.join(name.words)}", is_sure=False)
    named = _sure_body(fuller[0] if len(distinct) == 1 else name, article)
    told = acronym_of(named.name, article.text) or _derived(named.name)
    return replace(named, also=(f"a:{told}",)) if told else named


def _own_outlet(name: BodyName, article: Article) -> str | None:
    """Return the country's ending of the outlet that names itself, where other countries have papers of that name."""
    stem, _, ending = (article.outlet or "").removeprefix("www.").partition(".")
    return ending if ending not in _ANYWHERE and stem.removeprefix("the") == "".join(name.words) else None


def _derived(name: str) -> str | None:
    """Return the initials of a body's name, in lower case, where they are so many that hardly another has them."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
    return initials if len(initials) >= _LEAST_DERIVED else None


def _sure_body(name: BodyName, article: Article) -> Named:
    """Return a body by its name; one of which each country has one, with its country."""
    words = _core(name.words)
    if words[-1] == OFFICIALS and " ".join(words[:-1]) in _nation_names():
        words[-1] = "authorities"
    key = " ".join(words)
    if not name.is_placed or len(words) > 3 or is_single(name.words):
        return Named(name.printed, f"n:{key}")
    countries = _nation_names()
    own = next((countries[word] for word in _spans(words) if word in countries), None)
    country = own or _country_of(article)
    if own and words[0] in countries:
        key = " ".join(words[1:])
    if country is None:
        return Named(name.printed, f"n:{key}", is_sure=False)
    return Named(name.printed, f"n:{key} @ {country}")


def _spans(words: Sequence[str]) -> Iterator[str]:
    """Yield the words, and each two that stand side by side."""
    yield from words
    yield from (" ".join(pair) for pair in pairwise(words))


def _nation_names() -> dict[str, str]:
    """Return the country of each name of a country or its people, folded: the first ones that the lexicon of homes has."""
    rows = read_lexicon("homes")["country"]
    return {fold(word): row["name"] for row in rows for word in (row["name"].removeprefix("the "), *row["words"][:2])}


def _country_of(article: Article) -> str | None:
    """Return the country where an article is at home: its outlet's, or the one that it names by far most."""
    outlet = origin_of(article).outlet
    if outlet is not None:
        return outlet.name
    top = home_of(article).named.most_common(2)
    clear = top and top[0][1] > 1 and (len(top) == 1 or top[0][1] >= _LEAST_SHARE * top[1][1])
    return top[0][0].name if clear else None


def _named_word(name: BodyName, people: Sequence[PersonName], page: PrintedNames) -> Named:
    """Return who one word names that may be a surname: in its article whoever bears it, elsewhere a body that is called so."""
    word = name.words[0]
    parts = {each: [fold(part) for part in each.printed.split()] for each in people if each.is_full}
    by_first = {each.words: each for each, (first, *rest) in parts.items() if first == word and len(rest) == 1}
    if len(by_first) == 1:
        return _full_person(next(iter(by_first.values())), page)
    named = _named_person(PersonName(name.printed, name.words), name.printed, page)
    if named.is_sure or page.is_word(word) or any(page.people(word)):
        return named
    if page.is_company(name.printed):
        return Named(name.printed, f"n:{word}")
    is_surname = word in read_lexicon("claimants")["common"]["last"]
    return named if is_surname else replace(named, also=(*named.also, f"n:{word}"))


def _is_short_for(name: BodyName, other: BodyName) -> bool:
    """Tell whether a body's name is the beginning or the end of a fuller one's of the same article."""
    few, many = name.words, other.words
    return (
        len(few) < len(many)
        and not other.is_acronym
        and not other.is_word
        and many[-1] != OFFICIALS
        and few in (many[: len(few)], many[-len(few) :])
    )
