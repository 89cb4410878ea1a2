"""Measures how copies are found among synthetic articles: recall, precision, and how the cost grows.

    python -m bench.copies [ARTICLES]        (100,000 unless said)

Three of ten articles are copies with another headline, a cut end, inserted paragraphs and some words changed. Among the
others are follow-ups that repeat a third of an earlier story, and stories that share a paragraph of boilerplate. All go
through the very survey that a run makes, into a warehouse on disk.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from claims.ids import id_of
from claims.model import Article
from flows.rows import article_row, sketch_row
from flows.survey import survey
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import open_warehouse, save, transaction

BLOCK = 1_000
SHARE_OF_COPIES, SHARE_OF_FOLLOW_UPS, SHARE_WITH_BOILERPLATE = 0.3, 0.1, 0.2
VOCABULARY, BOILERPLATES = 20_000, 50


@dataclass(slots=True)
class Story:
    """Paragraphs as numbers of words, and the story that they come from."""

    paragraphs: list[np.ndarray]
    origin: int


class Newsroom:
    """Makes stories, copies and follow-ups; the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = np.random.default_rng(seed)
        frequency = 1 / np.arange(1, VOCABULARY + 1)
        self.cumulated = np.cumsum(frequency / frequency.sum())
        syllables = [a + b for a in "bcdfghklmnprst" for b in ("a", "el", "i", "or", "un")]
        self.words = np.array(["".join(self.chance.choice(syllables, 3)) for _ in range(VOCABULARY)])
        self.boilerplate = [self.paragraph(50) for _ in range(BOILERPLATES)]
        self.stories: list[Story] = []

    def paragraph(self, words: int) -> np.ndarray:
        """Return that many words, frequent ones often."""
        return np.searchsorted(self.cumulated, self.chance.random(words)).clip(max=VOCABULARY - 1)

    def next(self) -> tuple[str, int]:
        """Return the text of the next article, and the number of the article that it is a copy of (or its own)."""
        number, lot = len(self.stories), self.chance.random()
        if number > 10 and lot < SHARE_OF_COPIES:
            story = self._copy_of(self.stories[self._earlier()])
        else:
            story = Story(
                [self.paragraph(int(self.chance.integers(30, 90))) for _ in range(self.chance.integers(4, 10))], number
            )
            if number > 10 and lot < SHARE_OF_COPIES + SHARE_OF_FOLLOW_UPS:
                self._follow_up(story)
            if self.chance.random() < SHARE_WITH_BOILERPLATE:
                story.paragraphs.append(self.boilerplate[self.chance.integers(BOILERPLATES)])
        self.stories.append(story)
        return self._text(story), story.origin

    def _earlier(self) -> int:
        """Choose an earlier story, mostly a recent one."""
        back = int(self.chance.exponential(2_000)) if self.chance.random() < 0.8 else int(self.chance.integers(10**9))
        return (len(self.stories) - 1 - back) % len(self.stories)

    def _copy_of(self, original: Story) -> Story:
        """Cut the end, insert paragraphs, and change one word of a hundred."""
        kept = original.paragraphs[: max(2, int(np.ceil(len(original.paragraphs) * self.chance.uniform(0.6, 1))))]
        paragraphs = [np.where(self.chance.random(len(each)) < 0.01, self.paragraph(len(each)), each) for each in kept]
        for _ in range(self.chance.integers(0, 3)):
            paragraphs.insert(
                int(self.chance.integers(1, len(paragraphs) + 1)), self.paragraph(int(self.chance.integers(20, 60)))
            )
        return Story(paragraphs, original.origin)

    def _follow_up(self, story: Story) -> None:
        """Repeat as background what makes up to a third of both, the earlier story and this one."""
        earlier = self.stories[self._earlier()].paragraphs
        most, taken = min(sum(map(len, story.paragraphs)) / 2, sum(map(len, earlier)) / 3), 0
        for paragraph in earlier[1:]:
            if taken + len(paragraph) > most:
                break
            story.paragraphs.append(paragraph)
            taken += len(paragraph)

    def _text(self, story: Story) -> str:
        headline = " ".join(self.words[self.paragraph(8)])
        return "\n\n".join([headline, *(" ".join(self.words[each]).capitalize() + "." for each in story.paragraphs)])


def blocks(count: int, room: Newsroom) -> Iterator[tuple[list[Article], list[int]]]:
    """Yield the articles in blocks, with the numbers of their origins."""
    for start in range(0, count, BLOCK):
        made = [room.next() for _ in range(min(BLOCK, count - start))]
        ids = [id_of("bench", str(start + at)) for at in range(len(made))]
        yield [Article(each, each, text, each) for each, (text, _) in zip(ids, made, strict=True)], [o for _, o in made]


def measure(count: int, live: Path) -> None:
    """Print the cost of every tenth, and recall and precision over all."""
    run_id, at = "bench", datetime.now(UTC)
    found: list[str] = []
    truth: list[int] = []
    spent = {"survey": 0.0, "save": 0.0}
    print("articles   survey ms/article   save ms/article   MB on disk", flush=True)
    for number, (articles, origins) in enumerate(blocks(count, Newsroom()), start=1):
        began = time.process_time()
        met = survey(articles, partial(open_warehouse, live), "bench@1")
        surveyed = time.process_time()
        rows = [article_row(article, "bench@1", met.origins.get(article.article_id)) for article in articles]
        pages = [{"page_id": article.page_id, "url": None, "outlet": None} for article in articles]
        sketches = [sketch_row(article_id, sketch) for article_id, sketch in met.sketches.items()]
        with open_warehouse(live) as warehouse, transaction(warehouse):
            for table, made in (("pages", pages), ("articles", rows), ("sketches", sketches)):
                save(warehouse, table, frame_of(made, TABLES[table]), run_id=run_id, at=at)
        spent["survey"] += surveyed - began
        spent["save"] += time.process_time() - surveyed
        found += [str(row["origin_id"]) for row in rows]
        truth += origins
        if number % max(count // BLOCK // 10, 1) == 0:
            block = BLOCK * max(count // BLOCK // 10, 1)
            each = {name: seconds / block * 1e3 for name, seconds in spent.items()}
            print(
                f"{len(found):8,}   {each['survey']:17.3f}   {each['save']:15.3f}   {live.stat().st_size / 1e6:10.1f}",
                flush=True,
            )
            spent = dict.fromkeys(spent, 0.0)
    print(score(found, truth))


def score(found: list[str], truth: list[int]) -> str:
    """Return recall over the copies and precision over what was called a copy."""
    ids = [id_of("bench", str(number)) for number in range(len(truth))]
    copies = [number for number, origin in enumerate(truth) if origin != number]
    called = [number for number, origin in enumerate(found) if origin != ids[number]]
    right = sum(found[number] == ids[truth[number]] for number in copies)
    right_called = sum(found[number] == ids[truth[number]] for number in called)
    return (
        f"copies {len(copies):,}, called copies {len(called):,}: recall {right / max(len(copies), 1):.4f}, "
        f"precision {right_called / max(len(called), 1):.4f}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(folder) / "live.duckdb")
