"""Teaches when a claim is about: which of the dates around it is its time, or that none is.

    python -m training.periods keep  --judged JUDGED.jsonl --articles ARTICLES.jsonl.gz --desk DESK_DIR ... --labels LABELS.jsonl
    python -m training.periods learn --labels LABELS.jsonl --articles ARTICLES.jsonl.gz --desk DESK_DIR ... --out periods.npz [--folds N]

`keep` takes readers' judgements of figures in excerpts, one JSON object a line ({"article", "figures": [[start, end, first,
last], ...]}, days null where the figure has none; offsets of the article as it is read), and folders of articles and labels
as an editor makes them, whose every claim is labelled. A kept label names its article by the hash of its words and holds
places and days only. `learn` fits a logistic choice among the dates of each claim, none being one of the choices.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from claims.find import claims_in
from claims.model import Article, Claim, Span
from claims.periods.candidates import candidates_of
from claims.periods.place import Place
from claims.periods.signs import GUESSED, look, rows_of
from claims.read import read_articles
from claims.reading import Reading, read_text
from schemas.vocabulary import FIGURE_KINDS
from training.texts import cut, digest

Doubles = NDArray[np.float64]
Days = tuple[str, str]
PENALTY, GUESS_PENALTY = 40.0, 0.1
"""Of all signs, and of the first few, that tell what the grammar says: those may weigh what they must."""
WRITTEN = 4.0
"""How much a sentence that was written to teach weighs against a label of news: no reader would read it otherwise."""
SENTENCES = Path(__file__).parent / "period_sentences.txt"
"""Sentences that were written to teach; all invented."""
READ = 4000
"""So many characters of an article were shown to the readers of excerpts."""
_BACK = 3  # sentences before the first figure of an excerpt that are read with it
_UNWEIGHED = ("score", "age", "duration")


@dataclass(frozen=True)
class Taught:
    """Claims with their candidates: rows of signs, which claim each row is of, which are right, and whether none is."""

    rows: Doubles  # the last sign tells what was judged in an excerpt: its readers gave periods more freely
    claims: NDArray[np.int64]
    right: Doubles
    none: Doubles  # of each claim
    worth: Doubles  # of each claim: how much it weighs
    articles: NDArray[np.int64]  # of each claim
    days: list[list[Days]]  # of each claim's candidates
    gold: list[Days | None]


def records_of(articles: Path | None, desks: Sequence[Path]) -> Iterator[tuple[dict[str, Any], Path | None]]:
    """Yield the record of each article, and where an editor's labels of it stand."""
    for desk in desks:
        for path in sorted((desk / "articles").glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8")), desk / "labels" / path.name
    if articles:
        with gzip.open(articles, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield {"doc_id": record["id"], **record, "text": record["text"][:READ]}, None


def read_record(record: dict[str, Any]) -> Article | None:
    """Read one record as the product does; None where it refuses."""
    shown = {name: record.get(name) for name in ("doc_id", "outlet", "title", "date", "text")}
    article = next(read_articles(json.dumps(shown).encode(), "record.json"))
    return article if isinstance(article, Article) else None


def keep(judged: Path | None, articles: Path | None, desks: Sequence[Path], labels: Path) -> None:
    """Write judgements as labels that hold no text."""
    told: dict[str, list[list[Any]]] = {}
    for line in judged.read_text(encoding="utf-8").splitlines() if judged else []:
        row = json.loads(line)
        told.setdefault(row["article"], []).extend(row["figures"])
    kept: list[dict[str, Any]] = []
    for record, path in records_of(articles, desks):
        if path is None and record["doc_id"] not in told:
            continue
        article = read_record(record)
        if article is None:
            continue
        if path is None:
            kept.append({"text": digest(article.text), "whole": False, "periods": told[record["doc_id"]]})
        elif path.exists():
            claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
            periods = list(_of_editor(claims, record["text"], article.text))
            kept.append({"text": digest(article.text), "whole": True, "periods": periods})
    kept.sort(key=lambda row: str(row["text"]))
    labels.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in kept), encoding="utf-8")
    print(f"{len(kept)} articles to {labels}")


def _of_editor(claims: list[dict[str, Any]], printed: str, text: str) -> Iterator[list[Any]]:
    """Yield place and days of an editor's claims in the text as it is read; a last 1 marks a statement."""
    shift = printed.find(text)
    for claim in claims if shift >= 0 else ():
        if claim["kind" if "kind" in claim else "type"] in _UNWEIGHED:
            continue
        is_figure = claim["type"] != "statement"
        words = claim["number"] if is_figure else claim["quote"]
        start = printed.index(words, claim["start"]) - shift
        yield [start, start + len(words), *(claim["period"] or (None, None)), *([] if is_figure else [1])]


def readings_of(
    labels: Path, articles: Path | None, desks: Sequence[Path]
) -> Iterator[tuple[Reading, list[Claim], list[list[Any]], bool]]:
    """Yield the labelled articles as they are read, with their labels: whole, or (then True) the excerpt that was judged."""
    kept = {row["text"]: row for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines())}
    for record, _ in records_of(articles, desks):
        article = read_record(record)
        label = kept.pop(digest(article.text), None) if article else None  # an editor's article may be among the others
        if article is None or label is None:
            continue
        periods = label["periods"]
        if not label["whole"]:
            words, by = excerpt(article.text, periods)
            article = read_record({**record, "text": words})
            shift = words.find(article.text) if article else -1
            periods = [[start + by - shift, end + by - shift, *rest] for start, end, *rest in periods]
            if article is None or shift < 0:
                continue
        reading = read_text(article)
        yield reading, claims_in(reading), periods, not label["whole"]


def written(path: Path) -> Iterator[tuple[Reading, list[Claim], list[list[Any]], bool]]:
    """Yield sentences that were written to teach, read like labelled articles: day, period or -, words with [the claim]."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        day, period, marked = line.split("\t")
        start, end = marked.index("["), marked.index("]") - 1
        words = marked.replace("[", "").replace("]", "")
        article = read_record({"doc_id": str(number), "text": words, "date": day})
        assert article is not None
        assert article.text == words
        reading = read_text(article)
        days = period.split("..") if period != "-" else (None, None)
        kind = [] if any(c.start < end and start < c.end for c in (*reading.figures, *reading.rankings)) else [1]
        yield reading, claims_in(reading), [[start, end, *days, *kind]], False


def excerpt(text: str, periods: list[list[Any]]) -> tuple[str, int]:
    """Return the opening and the sentences around judged figures, and by how much their places move."""
    sentences = cut(text)[1]
    at = [i for i, s in enumerate(sentences) if any(s.start <= start < s.end for start, *_ in periods)]
    first = sentences[max(0, at[0] - _BACK)].start
    opening = text[sentences[0].start : sentences[0].end] + "\n" if at[0] > _BACK else ""
    return opening + text[first : sentences[at[-1]].end], len(opening) - first


def read_taught(labels: Path, articles: Path | None, desks: Sequence[Path], taught: Path) -> Taught:
    """Read what is labelled, and lay out the candidates of each claim."""
    rows: list[NDArray[np.float32]] = []
    of, right, none, number, worth = list[int](), list[float](), list[float](), list[int](), list[float]()
    days, gold = list[list[Days]](), list[Days | None]()
    own = list(written(taught))
    for at, (reading, claims, periods, excerpted) in enumerate(chain(own, readings_of(labels, articles, desks))):
        for claim, told in matched([c for c in claims if not reading.tables.at(c.start_char)], periods):
            sentence = reading.sentence_at(claim.start_char)
            assert sentence is not None
            found = candidates_of(Span(claim.start_char, claim.end_char), sentence, reading)
            found = [each for each in found if each.day.first]
            known = [(str(each.day.first), str(each.day.last)) for each in found]
            if found:
                signs = rows_of(look(claim, Place(reading, sentence)), found)
                rows.append(np.hstack([signs, np.full((len(signs), 1), float(excerpted))]))
            of += [len(gold)] * len(found)
            right += [float(each == told) for each in known]
            none.append(float(told not in known))
            worth.append(WRITTEN if at < len(own) else 1.0)
            number.append(at)
            days.append(known)
            gold.append(told)
    print(f"{len(gold)} claims, {sum(g is not None for g in gold)} with a period, {int(sum(right))} candidates right")
    return Taught(
        np.vstack(rows).astype(float), np.array(of), np.array(right), np.array(none), np.array(worth), np.array(number),
        days, gold,
    )  # fmt: skip


def matched(claims: list[Claim], periods: list[list[Any]]) -> Iterator[tuple[Claim, Days | None]]:
    """Yield the claims that are labelled with their days: figures by the number, statements by most of their words."""
    for start, end, first, last, *statement in periods:
        told = (first, last) if first else None
        for claim in claims:
            shared = min(end, claim.end_char) - max(start, claim.start_char)
            around = max(end, claim.end_char) - min(start, claim.start_char)
            if shared > (0.3 * around if statement else 0) and (claim.kind in FIGURE_KINDS) != bool(statement):
                yield claim, told
                break


def fit(taught: Taught, chosen: NDArray[np.bool_]) -> Doubles:
    """Fit one weight for each sign on the chosen claims, so that the right candidates together, or none, are likely."""
    kept = chosen[taught.claims]
    rows, right = taught.rows[kept], taught.right[kept]
    names, of = np.unique(taught.claims[kept], return_inverse=True)
    none, worth = taught.none[names], taught.worth[names]
    penalty = np.full(rows.shape[1], PENALTY)
    penalty[:GUESSED] = GUESS_PENALTY

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        likely = np.exp(rows @ weights)
        whole, good = np.ones(len(names)), none.copy()
        np.add.at(whole, of, likely)
        np.add.at(good, of, likely * right)
        value = worth @ (np.log(whole) - np.log(good)) + 0.5 * (penalty * weights) @ weights
        pull = worth[of] * (likely / whole[of] - likely * right / good[of])
        return float(value), rows.T @ pull + penalty * weights

    start = np.zeros(rows.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x)


def measure(taught: Taught, folds: int) -> None:
    """Print precision, recall and F1 by readers that saw nothing of an article, at some logits from which a date is taken."""
    fold = np.random.default_rng(3).permutation(taught.articles.max() + 1)[taught.articles] % folds
    logits = np.zeros(len(taught.rows))
    for k in range(folds):
        out = (fold == k)[taught.claims]
        logits[out] = taught.rows[out] @ fit(taught, fold != k)  # an excerpt is judged as one
    for least in (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0):
        hit = said = 0
        for i, gold in enumerate(taught.gold):
            here = logits[taught.claims == i]
            sums = {
                day: np.log(sum(np.exp(z) for d, z in zip(taught.days[i], here, strict=True) if d == day))
                for day in taught.days[i]
            }
            best = max(sums, key=lambda day: sums[day], default=None)
            if best and sums[best] > least:
                said += 1
                hit += best == gold
        wanted = sum(gold is not None for gold in taught.gold)
        precision, recall = hit / max(1, said), hit / wanted
        print(least, *(round(x, 3) for x in (precision, recall, 2 * hit / (said + wanted))))


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("keep", "learn"))
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--taught", type=Path, default=SENTENCES)
    parser.add_argument("--desk", type=Path, nargs="*", default=[])
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds instead of writing")
    options = parser.parse_args()
    if options.what == "keep":
        keep(options.judged, options.articles, options.desk, options.labels)
        return
    taught = read_taught(options.labels, options.articles, options.desk, options.taught)
    if options.folds:
        measure(taught, options.folds)
        return
    weights = fit(taught, np.ones(len(taught.gold), dtype=bool))
    np.savez_compressed(options.out, weights=weights[:-1].astype(np.float16))


if __name__ == "__main__":
    main()
