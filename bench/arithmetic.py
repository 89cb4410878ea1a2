"""How the rules of sums fare on labelled cases of arithmetic inside one article.

    python -m bench.arithmetic FILES_OR_FOLDERS [--show]      a case a line: id, title, date, text, label, kind, terms
    python -m bench.arithmetic --articles FILE.jsonl.gz [--most 300]   what they say of real articles, to be read by eye

A case is found when a finding has two of the terms of its error, or one and the headline's. A finding on a case that is
clean or a trap is wrong.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.tracking.arithmetic import find_miscounts, told_of_text
from claims.tracking.sums.told import Miscount


def main() -> None:
    """Print precision and recall by kind, or the findings in articles."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", type=Path, nargs="*")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--most", type=int, default=300)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    if asked.articles:
        read_articles(asked.articles, asked.most)
    else:
        measure(list(_cases(asked.sources)), show=asked.show)


def measure(cases: list[dict[str, Any]], *, show: bool) -> None:
    """Count what is found, and what is said where nothing is wrong."""
    right, wrong, errors = Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        found = find_miscounts(told_of_text(case["text"], case["title"], date.fromisoformat(case["date"])))
        is_error = case["label"] == "error"
        errors[case["kind"]] += is_error
        hits = [each for each in found if is_error and _is_of(each, case)]
        right[case["kind"]] += bool(hits)
        wrong[case["kind"]] += len(found) - len(hits)
        if show and (len(found) > len(hits) or (is_error and not hits)):
            print(case["id"], case["label"], case["kind"], [each.says for each in found], "|", case["text"])
    for kind in sorted(errors):
        print(f"{kind}: found {right[kind]} of {errors[kind]}, wrong {wrong[kind]}")
    all_right, all_wrong = right.total(), wrong.total()
    precision = all_right / max(1, all_right + all_wrong)
    print(f"cases {len(cases)}, precision {precision:.3f}, recall {all_right / max(1, errors.total()):.3f}")


def _is_of(miscount: Miscount, case: dict[str, Any]) -> bool:
    hits = sum(any(_touch(term.words, wanted) for term in miscount.terms) for wanted in case["terms"])
    return hits >= min(2, len(case["terms"]))


def _touch(words: str, wanted: str) -> bool:
    return wanted.lower() in words.lower() or words.lower() in wanted.lower()


def read_articles(path: Path, most: int) -> None:
    """Print what the rules say of articles that nobody labelled."""
    count = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == most:
                break
            row = json.loads(line)
            on = date.fromisoformat(row["date"]) if len(row.get("date") or "") == len("2020-01-01") else None
            for each in find_miscounts(told_of_text(row["text"], row.get("title"), on)):
                count += 1
                start = min((term.start for term in each.terms if not term.in_title), default=0)
                around = " ".join(row["text"][max(0, start - 150) : start + 350].split())
                print(f"{row.get('id', number)} [{each.rule}] {each.says}\n    {row.get('title')} | {on} | {around}\n")
    print(f"articles {most}, findings {count}")


def _cases(sources: list[Path]) -> Iterator[dict[str, Any]]:
    for source in sources:
        for path in sorted(source.glob("*.jsonl")) if source.is_dir() else [source]:
            yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


if __name__ == "__main__":
    main()
