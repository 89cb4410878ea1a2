"""Threads: which claims tell the same thing, decided pair by pair with a reason, and joined only where all in all it holds.

A thread never loses a claim: a new one joins it, makes a new one with another, or shows that two threads are one.
Where it is not sure, claims stay apart.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.ids import id_of
from claims.tracking.bonds import ITSELF, bond_between, tells_of
from claims.tracking.combiner import combiner
from claims.tracking.pairs import Pair, pairs_between
from claims.tracking.statements import SAID
from claims.tracking.traits import Told

LINKED_BY = "threads@3"

MOST_PAIRS = 20_000
"""Pairs of claims that are looked at for one new article; a usual one makes one or two thousand."""

Related = Mapping[str, frozenset[str]]
"""For each article, the others that it is compared with."""


@dataclass(frozen=True, slots=True)
class Link:
    """That a claim belongs to a thread, how surely, and why."""

    claim_id: str
    thread_id: str
    score: float
    because: str


def link(claims: Sequence[Told], known: Sequence[Told], related: Related | None = None) -> list[Link]:
    """Return the links that new claims make among themselves and with known ones; those that stand already are left out.

    `related` tells which articles are compared; without it all are. Known claims may be linked, or move with their whole
    thread to another that turns out to be the same; what is linked twice comes to the same.
    """
    every = [*claims, *(each for each in known if each.claim_id not in {claim.claim_id for claim in claims})]
    pairs = list(pairs_of(every, len(claims), _compared(every, related)))
    groups = join(every, pairs)
    return [found for group in groups if len(group.places) > 1 for found in _links(every, group)]


def _compared(every: Sequence[Told], related: Related | None) -> Related:
    """Return for each article those that it is compared with: the related ones that share a name with its claims."""
    names: dict[str, set[str]] = defaultdict(set)
    for told in every:
        names[told.article_id] |= told.traits.names
    return {
        article: frozenset(
            other
            for other in (names if related is None else related.get(article, ()))
            if other in names and _may_share(own, names[other])
        )
        | {article}
        for article, own in names.items()
    }


def _may_share(one: set[str], other: set[str]) -> bool:
    """Tell whether two articles may be on one story: they share a name, or one names nobody."""
    return not one or not other or not one.isdisjoint(other)


def threads_among(claims: Sequence[Told]) -> list[list[Told]]:
    """Return the threads of claims that belong to none yet, each with its claims; single claims are left out."""
    of: dict[str, list[Told]] = defaultdict(list)
    told = {claim.claim_id: claim for claim in claims}
    for each in link(claims, []):
        of[each.thread_id].append(told[each.claim_id])
    return list(of.values())


def pairs_of(every: Sequence[Told], new: int, compared: Related) -> Iterator[Pair]:
    """Yield the pairs of claims that may be of one thing; one of each is among the first `new`.

    An article makes MOST_PAIRS at most, first with itself: one that is full of figures does not cost the others.
    """
    blocks: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, told in enumerate(every):
        blocks[told.article_id]["said" if told.dimension in SAID else told.dimension].append(place)
    fresh = {told.article_id for told in every[:new]}
    tells = {
        article: tells_of(every[place] for places in of.values() for place in places) for article, of in blocks.items()
    }
    for one in sorted(fresh):
        left = MOST_PAIRS
        for other in sorted(compared[one], key=lambda article, own=one: (article != own, article)):  # type: ignore[misc]
            if other in fresh and one > other:  # two new articles meet once
                continue
            if other not in tells:
                continue
            bond = ITSELF if one == other else bond_between(tells[one], tells[other])
            for dimension, places in blocks[one].items():
                others = blocks[other].get(dimension, [])
                left -= len(places) * len(others)
                if left < 0:
                    break
                ones, found = [every[place] for place in places], [every[place] for place in others]
                for i, j, score, because in pairs_between(ones, found, is_said=dimension == "said", bond=bond):
                    yield Pair(places[i], others[j], score, because)


Sums = dict[int, dict[int, float]]
"""For each two groups the sum of how sure the pairs between them are."""


@dataclass(slots=True)
class Group:
    """Claims that are together: their places, and the pair that spoke most for each."""

    places: list[int]
    best: dict[int, Pair] = field(default_factory=dict)


def join(every: Sequence[Told], pairs: Sequence[Pair]) -> list[Group]:
    """Join claims, the surest first, as long as the mean of all pairs between two groups is high enough.

    A pair that nothing speaks for, or that was not compared, counts as 0: no chain leads from story to story. Claims of one
    known thread are together from the start.
    """
    groups = _known_groups(every)
    of = {place: number for number, group in groups.items() for place in group.places}
    sums: Sums = defaultdict(dict)
    for pair in pairs:
        a, b = of[pair.one], of[pair.other]
        for place, number in ((pair.one, a), (pair.other, b)):
            best = groups[number].best.get(place)
            if best is None or best.score < pair.score:
                groups[number].best[place] = pair
        if a != b:
            sums[a][b] = sums[b][a] = sums[a].get(b, 0.0) + pair.score
    _merge(groups, sums, _thresholds(every, groups))
    return list(groups.values())


def _known_groups(every: Sequence[Told]) -> dict[int, Group]:
    groups: dict[int, Group] = {}
    of_thread: dict[str, int] = {}
    for place, told in enumerate(every):
        number = of_thread.setdefault(told.thread_id, place) if told.thread_id else place
        groups.setdefault(number, Group([])).places.append(place)
    return groups


def _thresholds(every: Sequence[Told], groups: Mapping[int, Group]) -> dict[int, float]:
    return {
        number: combiner(is_read=every[group.places[0]].vector is not None).threshold
        for number, group in groups.items()
    }


def _merge(groups: dict[int, Group], sums: Sums, thresholds: Mapping[int, float]) -> None:
    """Merge groups in place, the two with the highest mean first."""

    def mean(a: int, b: int) -> float:
        return sums[a][b] / (len(groups[a].places) * len(groups[b].places))

    heap = [(-mean(a, b), a, b) for a, row in sums.items() for b in row if a < b]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if -negative < thresholds[a]:
            return
        if a not in groups or b not in groups or -negative != mean(a, b):
            continue  # what was said of groups that have changed since
        groups[a].places += groups[b].places
        groups[a].best |= groups.pop(b).best
        for other, more in sums.pop(b).items():
            del sums[other][b]
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + more
        for other in sums[a]:
            heapq.heappush(heap, (-mean(a, other), min(a, other), max(a, other)))


def _links(every: Sequence[Told], group: Group) -> Iterator[Link]:
    """Yield the links of a group that do not stand yet."""
    thread_id = _thread_id([every[place] for place in group.places])
    for place in sorted(group.places):
        told = every[place]
        if told.thread_id != thread_id:
            best = group.best.get(place)
            yield Link(
                told.claim_id,
                thread_id,
                round(best.score, 3) if best else 1.0,
                best.because if best else "moved with its thread",
            )


def _thread_id(members: Iterable[Told]) -> str:
    """Return the thread that a group goes on: the one whose first claim was told first; else that of its first claim."""
    first = min(members, key=lambda told: (told.thread_id is None, told.told_on or date.max, told.claim_id))
    return first.thread_id or id_of("thread", first.claim_id)
