"""One address that was named, and what it has led to: how many pages may still be asked, and whose refusals are faults."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.model import Article
from claims.read import Unreadable
from flows.limits import Feed

if TYPE_CHECKING:
    from flows.web_time import LeftForNextRun


class DeadLink(Unreadable):
    """A page that a list names and that cannot be read, though others can: told, and no fault of what was asked for."""


class LeftToAnother(DeadLink):
    """An address that another run is reading at this moment."""


@dataclass(slots=True)
class Asked:
    """One named address with its feed's settings; `jobs` are those of its requests that were not looked into yet."""

    url: str
    feed: Feed
    most_pages: int
    jobs: int = 0
    lists: int = 0
    pages: int = 0  # over all lists that it leads to
    left_out: int = 0  # entries beyond the most pages
    is_list: bool = False
    _has_article: bool = False
    _held: list[Unreadable] = field(default_factory=list)  # until there is an article
    _waiting: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # pages by why they are left, and what gives them time

    @property
    def is_full(self) -> bool:
        """Whether as many pages are asked as one address may lead to."""
        return self.pages >= self.most_pages

    def takes(self, url: str, seen: set[str]) -> bool:
        """Count a page that a list names; tells whether it is to be asked, and then adds it to what was seen."""
        if self.is_full:
            self.left_out += 1
            return False
        if url in seen:
            return False
        seen.add(url)
        self.pages += 1
        self.jobs += 1
        return True

    def leave(self, left: "LeftForNextRun") -> None:
        """Count a page for which no time was left."""
        self._waiting[left.rule, left.next_step] += 1

    def forgiven(self, reads: Iterable[Article | Unreadable]) -> Iterator[Article | Unreadable]:
        """Yield what was read; the refusals of a list's pages wait for an article, beside which they are dead links."""
        for read in reads:
            if isinstance(read, Article):
                self._has_article = True
                yield from map(_dead_link, self._held)
                self._held.clear()
                yield read
            elif not self.is_list:
                yield read
            elif self._has_article:
                yield _dead_link(read)
            else:
                self._held.append(read)

    def ending(self) -> Iterator[Unreadable]:
        """Yield what is to be told when all of it was looked into."""
        yield from self._held
        for (rule, next_step), pages in self._waiting.items():
            yield DeadLink(self.url, f"{rule}, and {pages:,} of its pages are left for the next run", next_step)
        if self.left_out:
            rule = f"it lists {self.left_out} entries more than the {self.most_pages} that a run reads"
            yield Unreadable(self.url, rule, "Raise web.most_pages")


def _dead_link(refusal: Unreadable) -> DeadLink:
    return DeadLink(refusal.name, refusal.rule, refusal.next_step)
