"""Whether two names are one claimant, against readers' labels: precision and recall of "same".

    python -m bench.claimants PAIRS LABELS [--texts TEXTS] [--mentions MENTIONS] [--wrong]

PAIRS are JSON lines `{"id", "a", "b"}`, each side with name, kind, article, title, outlet, date and context; LABELS
`{"id", "same": true|false|null}`, null being what readers leave open. TEXTS are the whole articles (`{"id", "text"}`), where
a surname's full name may stand; MENTIONS are other claimants of these articles, by which names become known. Names are
linked as the warehouse does it, article by article.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claims.model import Article
from claims.tracking.claimants import Named, Told, name_claimants
from claims.tracking.roll import Roll, link_all

Row = dict[str, Any]

BATCH = 50
"""Articles that are linked at once, as a run does it."""


def read_lines(path: str | None) -> list[Row]:
    """Return the rows of a file of JSON lines; none without a file."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()] if path else []


def article_of(mention: Row, texts: dict[str, Row]) -> Article:
    """Return the article of a mention: whole where it is known, else as far as the pair shows it."""
    key, row = str(mention["article"]), texts.get(str(mention["article"]), mention)
    text = row.get("text") or mention.get("context") or mention["sentence"]
    return Article(key, key, text, key, title=row.get("title") or None, outlet=row.get("outlet") or None)


def ids_of(mentions: Iterable[Row], texts: dict[str, Row]) -> dict[tuple[str, str], str]:
    """Return the claimant of each mention, by article and name."""
    by_article: dict[str, list[Row]] = {}
    for mention in mentions:
        by_article.setdefault(str(mention["article"]), []).append(mention)
    roll, found = Roll(), dict[tuple[str, str], str]()
    articles = list(by_article.items())
    for first in range(0, len(articles), BATCH):
        names = [
            (article_id, each.claimant, name)
            for article_id, told in articles[first : first + BATCH]
            for each, name in _named(told, texts).items()
        ]
        linked = link_all(roll, [(article_id, name) for article_id, _, name in names])
        found |= {each[:2]: link.claimant_id for each, link in zip(names, linked, strict=True)}
    return found


def _named(told: list[Row], texts: dict[str, Row]) -> dict[Told, Named]:
    return name_claimants(article_of(told[0], texts), [Told(each["name"], each["kind"]) for each in told])


def main() -> None:
    """Print precision, recall and how many pairs were judged."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs")
    parser.add_argument("labels")
    parser.add_argument("--texts")
    parser.add_argument("--mentions")
    parser.add_argument("--wrong", action="store_true", help="print the pairs that were judged otherwise")
    options = parser.parse_args()
    pairs, labels = read_lines(options.pairs), {row["id"]: row["same"] for row in read_lines(options.labels)}
    texts = {str(row["id"]): row for row in read_lines(options.texts)}
    ids = ids_of([*read_lines(options.mentions), *(pair[side] for pair in pairs for side in "ab")], texts)
    told = {True: 0, False: 0}
    found = {True: 0, False: 0}
    for pair in pairs:
        same = labels.get(pair["id"])
        if same is None:
            continue
        one, other = (ids.get((str(pair[side]["article"]), pair[side]["name"])) for side in "ab")
        guess = one is not None and one == other
        told[same] += 1
        found[same] += guess
        if options.wrong and guess != same:
            print(f"{pair['id']} is {'the same' if same else 'another'}: {pair['a']['name']} | {pair['b']['name']}")
    judged = found[True] + found[False]
    precision = found[True] / judged if judged else 1.0
    recall = found[True] / told[True] if told[True] else 1.0
    print(f"pairs {told[True] + told[False]}, same {told[True]}: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
