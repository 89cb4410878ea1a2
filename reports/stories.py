"""Which items are of one story: those of one page's versions, of the pages that carry its text, and of what is told there too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.ages import age_words
from reports.grouping import group_rows
from reports.items import ItemView
from reports.words import Row, day_words

_MOST_OUTLETS = 4
Group = list[Row]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its items: it is headed by the article that its first item stands in."""

    article_id: str
    title: str
    about: str
    items: tuple[ItemView, ...]


def by_story(flagged: Sequence[Row], articles: Sequence[Row]) -> list[list[Group]]:
    """Return the items of the rows story by story; stories and the items in them come by what most hangs on."""
    known = {str(row["article_id"]): row for row in articles}
    kin = _Kin()
    groups = group_rows(flagged)
    for group in groups:
        names = list(_names(group, known))
        for name in names[1:]:
            kin.join(names[0], name)
    stories: dict[str, list[Group]] = {}
    for group in groups:
        stories.setdefault(kin.of(next(_names(group, known))), []).append(group)
    return list(stories.values())


def _names(group: Sequence[Row], known: Mapping[str, Row]) -> Iterator[str]:
    """Yield what ties an item to others of its story: its article, the page and the text of that, and its thread."""
    for row in group:
        article_id = str(row.get("article_id"))
        yield f"article {article_id}"
        article = known.get(article_id, {})
        for column in ("page_id", "origin_id"):
            if article.get(column):
                yield f"{column} {article[column]}"


class _Kin:
    """Names that belong together, each led by one of them."""

    def __init__(self) -> None:
        self._leads: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the leader of a name."""
        while (lead := self._leads.get(name, name)) != name:
            name = lead
        return name

    def join(self, one: str, other: str) -> None:
        """Let two names belong together, with all that belong to them."""
        self._leads[self.of(other)] = self.of(one)


def view_stories(stories: Iterable[Sequence[Group]], items: Sequence[ItemView], today: date) -> list[StoryView]:
    """Return the stories with their items, which are given in the same order."""
    following = iter(items)
    return [_story(list(groups), [next(following) for _ in groups], today) for groups in stories]


def _story(groups: Sequence[Group], items: Sequence[ItemView], today: date) -> StoryView:
    lead = items[0].lead.row
    return StoryView(
        article_id=str(lead.get("article_id")),
        title=str(lead.get("title") or lead.get("article_name") or "an article without a name"),
        about="; ".join(_about([row for group in groups for row in group], lead, today)),
        items=tuple(items),
    )


def _about(rows: Sequence[Row], lead: Row, today: date) -> Iterator[str]:
    """Yield who tells the story, when it was published, and how old it is."""
    outlets = list(dict.fromkeys(str(row["outlet"]) for row in [lead, *rows] if row.get("outlet")))
    if outlets:
        further = len(outlets) - _MOST_OUTLETS
        yield ", ".join(outlets[:_MOST_OUTLETS]) + (f" and {further} more" if further > 0 else "")
    published = lead.get("published_at")
    if isinstance(published, datetime):
        yield day_words(published)
        if age := age_words(published, today):
            yield age
