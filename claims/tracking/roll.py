"""The claimants that are known, by the names that they bear: which of them a name of an article is of.

A sure name is of the one claimant who bears it; a weaker one (an office and a surname, an acronym, a surname that one
claimant alone is met by again and again) only where a single known claimant bears it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from claims.ids import id_of
from claims.tracking.claimants import Named


class Bearer(NamedTuple):
    """A known claimant who bears a name."""

    claimant_id: str
    middle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """Which claimant a name is of, and under which names that one is known from now on."""

    claimant_id: str
    named: Named
    is_new: bool
    is_across: bool  # known by this name in any article; else in its own alone
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Roll:
    """The claimants that are known, by the names that they bear; grows as names are linked."""

    bearers: dict[str, list[Bearer]] = field(default_factory=lambda: defaultdict(list))
    met: dict[str, str] = field(default_factory=dict)  # the article in which each claimant was met last

    def link(self, named: Named, article_id: str) -> Linked:
        """Return which claimant a name is of: a known one, or a new one."""
        if not named.is_sure:
            return self._unsure(named, article_id)
        if named.by_office and (other := self._holder(named)):
            return Linked(other, named, is_new=False, is_across=True)
        fitting = [each for each in self.bearers.get(named.key, ()) if _fits(each.middle, named.middle)]
        if len({each.claimant_id for each in fitting}) > 1:
            fitting = [each for each in fitting if each.middle == named.middle]
        ids = {each.claimant_id for each in fitting}
        if len(ids) > 1 and named.key.startswith("a:"):
            ids -= {id_of("claimant", named.key)}  # who was met by the acronym before its long form was told
        if len(ids) == 1:
            return self._known(next(iter(ids)), named, article_id)
        if ids:
            return self._unsure(replace(named, also=()), article_id)
        return self._adopted(named, article_id) or self._new(named, article_id)

    def _holder(self, named: Named) -> str | None:
        """Return who holds the office by which a surname is named, where that is another than the full name beside it."""
        office = named.by_office or ""
        holders = self._ids(office) - {id_of("claimant", office)}  # and not who was met by the office alone
        own = {each.claimant_id for each in self.bearers.get(named.key, ())}
        return next(iter(holders)) if len(holders) == 1 and not holders & own else None

    def _unsure(self, named: Named, article_id: str) -> Linked:
        """Return the one claimant who bears one of the weaker names, else a claimant of this article alone."""
        for key in named.also:
            ids = self._ids(key)
            if len(ids) == 1 and (not key.startswith("l:") or ids == self._ids(_met_once(key))):
                return Linked(next(iter(ids)), named, is_new=False, is_across=True)
        own = id_of("claimant", article_id, named.key)
        return Linked(own, named, is_new=True, is_across=False)

    def _ids(self, key: str) -> set[str]:
        return {each.claimant_id for each in self.bearers.get(key, ())}

    def _adopted(self, named: Named, article_id: str) -> Linked | None:
        """Return the claimant who is known by another of the names: a full one, or till now by an acronym or office alone."""
        for key in named.also:
            ids = {each.claimant_id for each in self.bearers.get(key, ()) if _fits(each.middle, named.middle)}
            bare = ids == {id_of("claimant", key)} and not self._has_long_form(ids, key)
            if bare or (key.startswith("n:") and len(ids) == 1):
                return self._known(next(iter(ids)), named, article_id)
        return None

    def _has_long_form(self, ids: set[str], acronym: str) -> bool:
        return any(
            each.claimant_id in ids for key, bearers in self.bearers.items() if key != acronym for each in bearers
        )

    def _known(self, claimant_id: str, named: Named, article_id: str) -> Linked:
        return self._noted(Linked(claimant_id, named, is_new=False, is_across=True), article_id)

    def _new(self, named: Named, article_id: str) -> Linked:
        taken = bool(self.bearers.get(named.key))
        own = id_of("claimant", named.key, *(named.middle if taken else ()))
        return self._noted(Linked(own, named, is_new=True, is_across=True), article_id)

    def _surnames(self, linked: Linked, article_id: str) -> list[str]:
        """Return the keys of a surname as its bearer has them now: met once, twice, and again and again."""
        alone = f"l:{linked.named.surname}"
        once, twice = _met_once(alone), f"g:{linked.named.surname}"
        if linked.is_new or self.met.get(linked.claimant_id) == article_id:
            return [once]
        return [once, twice, alone] if linked.claimant_id in self._ids(twice) else [once, twice]

    def _noted(self, linked: Linked, article_id: str) -> Linked:
        """Note the names that a claimant bears now, and return the link with those that were not known.

        A surname is its bearer's alone ("l:") once a third article has the full name, and as long as nobody else is met.
        """
        bearer, also = Bearer(linked.claimant_id, linked.named.middle), [*linked.named.also]
        if linked.named.surname:
            also += self._surnames(linked, article_id)
        self.met[linked.claimant_id] = article_id
        own = [(linked.named.key, bearer), *((key, Bearer(linked.claimant_id)) for key in also)]
        added = [(key, each) for key, each in own if each not in self.bearers.get(key, ())]
        for key, each in added:
            self.bearers[key].append(each)
        return replace(linked, keys=tuple(key for key, _ in added))


def _met_once(alone: str) -> str:
    """Return the key under which everybody of a surname is kept, from that of who is met again and again."""
    return f"f:{alone.removeprefix('l:')}"


def link_all(roll: Roll, names: Sequence[tuple[str, Named]]) -> list[Linked]:
    """Return whom names are of, each with the id of its article: the sure ones first, so that the others can lean on them."""
    order = sorted(range(len(names)), key=lambda at: not names[at][1].is_sure)
    found = {at: roll.link(names[at][1], names[at][0]) for at in order}
    return [found[at] for at in range(len(names))]


def keys_of(names: Iterable[Named]) -> list[str]:
    """Return every name under which the claimants of some names may be known."""
    keys = [key for each in names for key in (each.key, *each.also, each.by_office) if key]
    return list(dict.fromkeys([*keys, *(_met_once(key) for key in keys if key.startswith("l:"))]))


def _fits(known: tuple[str, ...], middle: tuple[str, ...]) -> bool:
    """Tell whether middle names can be one's: equal, one the other's initial, or one of them not told."""
    if not known or not middle:
        return True
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(known, middle, strict=False))


def roll_of(rows: Iterable[Mapping[str, object]]) -> Roll:
    """Return the roll of rows of `claimant_names`."""
    roll = Roll()
    for row in rows:
        middle = tuple(str(row["middle"]).split()) if row["middle"] else ()
        roll.bearers[str(row["name_key"])].append(Bearer(str(row["claimant_id"]), middle))
    return roll
