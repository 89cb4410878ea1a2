"""Measures stakes on a labelled folder of articles, and writes docs/stakes.md with its chart: what each threshold brings.

    python -m bench.stakes FOLDER [--docs docs]

FOLDER has `articles/*.json` and `labels/*.json`, the labels with `genre` and `claims` (start, end, priority 0 to 3). What is
measured are sentences with claims, by the highest stakes of their claims: right are those that hold a claim of priority 2 or 3.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.predict_gold import marked_rows, records_in
from schemas.vocabulary import THRESHOLD

SELECT = """
    SELECT name AS doc_id, sentence_start, sentence_end, max(stakes) AS stakes
    FROM claims JOIN articles USING (article_id)
    GROUP BY ALL
    ORDER BY doc_id, sentence_start
"""
STEPS = [round(0.5 + 0.1 * step, 1) for step in range(20)]
COLOURS = {"precision": "#1b6ca8", "recall": "#c4501b", "must": "#8a2fb0", "F1": "#444444"}
WORTH, MUST = 2, 3
_LEAST_SENTENCES = 20

HEAD = """# Stakes

What an editor wants first is what would do harm or mislead if it were wrong, not what has the biggest number. Each claim has
**stakes**: 0 nothing hangs on it, 1 optional, 2 worth checking, 3 must be checked. They say nothing about truth.

- **How they are read.** The small encoder that reads every sentence anyway hands what it makes of each to a reader of the
  whole article (`claims/network/article_net.py`): the headline and all sentences see each other, with where each stands, its
  paragraph, and what is printed in it. It gives each sentence and each number the chance that an editor would grade it at least
  1, 2 and 3; their sum is the stakes, in an article of fewer than 24 sentences somewhat more, for most of a short story is
  what the story is. A claim with a figure has those of its number, another those of its sentence. The same
  reading gives how it is held out (`assertion`) and what kind of story it is (`articles.genre`).
- **How it was taught.** By grades that many readers gave to claims of whole articles, of all genres and of six countries; kept
  as hashes, offsets and grades, never as text (`training/README.md`). Where the encoder cannot load, three times the
  check-worthiness of the sentence stands in, and so it does for claims that were read before stakes were.
- **What they decide.** A claim needs verifying from the threshold of the settings on (`[marking] threshold`, {threshold:g} where it is not
  set), if it has a reason to show; counts of people, casualties and large sums are shown whatever their stakes, save where the
  story makes them idle: match statistics, market levels, samples of studies, data of products. Lists fall by stakes; the weight
  of the reasons settles ties alone.
- **What moved them** for one claim, `factdesk explain CLAIM` says: its place, the genre, and what its sentence is read as without
  the claim's words, without each longer word, at the end of the article, and without the headline.

## What each threshold brings

![Precision, recall and F1 by threshold](stakes.svg)

Measured on {articles} articles that an editor graded ({sentences:,} sentences with claims, found or missed;
{worth:,} worth checking or more, {must:,} that must be checked). Written by `python -m bench.stakes FOLDER`.

| threshold | precision | recall | of what must be checked | F1 | sentences on the list |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Graded:
    """A sentence with claims: its article's genre, the stakes that were read, and the highest grade that an editor gave."""

    genre: str
    stakes: float
    grade: int


def graded_sentences(folder: Path) -> tuple[list[Graded], list[Graded], int]:
    """Return the sentences in which claims were found, what an editor graded and no claim was found in, and the articles."""
    found, missed, articles = [], [], 0
    for doc_id, places, rows in marked_rows(records_in(folder), SELECT):
        label = json.loads((folder / "labels" / f"{doc_id}.json").read_text(encoding="utf-8"))
        left = list(label["claims"])
        articles += 1
        for row in rows:
            inside = [claim for claim in left if _overlaps(claim, row, places)]
            left = [claim for claim in left if claim not in inside]
            grade = max((int(claim["priority"]) for claim in inside), default=0)
            found.append(Graded(label["genre"], float(row["stakes"] or 0), grade))
        missed += [Graded(label["genre"], 0.0, int(claim["priority"])) for claim in left]
    return found, missed, articles


def _overlaps(claim: dict[str, Any], row: dict[str, Any], places: Sequence[int]) -> bool:
    return bool(claim["start"] <= places[row["sentence_end"] - 1] and places[row["sentence_start"]] < claim["end"])


def measures(sentences: Sequence[Graded], threshold: float) -> dict[str, float]:
    """Return precision, recall of what is worth checking, of what must be checked, F1, and the share that is listed."""
    listed = [each for each in sentences if each.stakes >= threshold]
    right = sum(each.grade >= WORTH for each in listed)
    wanted = sum(each.grade >= WORTH for each in sentences)
    must = sum(each.grade >= MUST for each in sentences)
    return {
        "precision": right / max(1, len(listed)),
        "recall": right / max(1, wanted),
        "must": sum(each.grade >= MUST for each in listed) / max(1, must),
        "F1": 2 * right / max(1, len(listed) + wanted),
        "share": len(listed) / max(1, len(sentences)),
    }


def page_of(sentences: Sequence[Graded], articles: int) -> str:
    """Return docs/stakes.md."""
    worth, must = (sum(each.grade >= least for each in sentences) for least in (WORTH, MUST))
    head = HEAD.format(threshold=THRESHOLD, articles=articles, sentences=len(sentences), worth=worth, must=must)
    lines = [_line(f"{step:.1f}", measures(sentences, step)) for step in STEPS]
    return head + "\n".join(lines) + "\n" + _genres_of(sentences)


def _line(name: str, told: dict[str, float]) -> str:
    columns = " | ".join(f"{told[each]:.2f}" for each in ("precision", "recall", "must", "F1"))
    return f"| {name} | {columns} | {told['share']:.0%} |"


def _genres_of(sentences: Sequence[Graded]) -> str:
    """Return where stakes err, by genre: at the usual threshold, and by how much they lie above or below the grade."""
    by_genre: dict[str, list[Graded]] = defaultdict(list)
    for each in sentences:
        by_genre[each.genre].append(each)
    lines = [
        "",
        "## Where they err, by genre",
        "",
        f"At {THRESHOLD:g}. The lean is how far the stakes lie above (+) or below (-) the editor's grade, on average.",
        "",
        "| genre | precision | recall | of what must be checked | F1 | sentences on the list | lean |",
        "|---|---|---|---|---|---|---|",
    ]
    for genre, own in sorted(by_genre.items()):
        lean = sum(each.stakes - each.grade for each in own) / len(own)
        few = " (few)" if len(own) < _LEAST_SENTENCES else ""
        lines.append(f"{_line(genre.replace('_', ' and ') + few, measures(own, THRESHOLD))} {lean:+.2f} |")
    return "\n".join(lines) + "\n"


def chart_of(sentences: Sequence[Graded]) -> str:
    """Draw precision, recall and F1 by threshold."""
    left, width, points = 50, 500, {name: list[str]() for name in COLOURS}
    for step in STEPS:
        told, x = measures(sentences, step), left + width * (step - STEPS[0]) / (STEPS[-1] - STEPS[0])
        for name in COLOURS:
            points[name].append(f"{x:.0f},{220 - 180 * told[name]:.1f}")
    parts = []
    for share in (0, 0.5, 1):
        y = 220 - 180 * share
        parts.append(f'<line x1="{left}" x2="{left + width}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{share:g}</text>')
    for step in (0.5, 1.0, THRESHOLD, 2.0, 2.4):
        x = left + width * (step - STEPS[0]) / (STEPS[-1] - STEPS[0])
        parts.append(f'<text x="{x:.0f}" y="238" text-anchor="middle">{step:g}</text>')
    words = {"must": "recall of what must be checked"}
    for i, (name, colour) in enumerate(COLOURS.items()):
        parts.append(f'<polyline points="{" ".join(points[name])}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{left + (0, 75, 130, 320)[i]}" y="24" fill="{colour}">{words.get(name, name)}</text>')
    parts.append(f'<text x="{left + width / 2:.0f}" y="254" text-anchor="middle">threshold of stakes</text>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 260" font-family="sans-serif" font-size="11" role="img" '
        'aria-label="Precision, recall and F1 by threshold of stakes">'
        f'<rect width="600" height="260" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def main() -> None:
    """Measure, and write the page and its chart."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--docs", type=Path, default=Path("docs"))
    asked = parser.parse_args()
    found, missed, articles = graded_sentences(asked.folder)
    sentences = [*found, *missed]
    (asked.docs / "stakes.svg").write_text(chart_of(sentences), encoding="utf-8")
    (asked.docs / "stakes.md").write_text(page_of(sentences, articles), encoding="utf-8")
    print(f"{articles} articles, {len(sentences):,} sentences: {measures(sentences, THRESHOLD)}")


if __name__ == "__main__":
    main()
