"""How the judging of agreement fares on labelled pairs of a claim and a source's number.

    python -m bench.agreement FILES [--show]

Each line is a pair: `sentence`, `quote`, `claim`, `found`, `outcome`, `trap`. Printed are accuracy, the table of outcomes,
and how often a pair that is silent was said to be contradicted, which must never be.
"""

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from claims.tracking.agreement import judge
from claims.tracking.compared import Agreement, Found, Stated
from schemas.vocabulary import Assertion

_ASSERTIONS: dict[str, Assertion] = {"fact": "asserted", "commitment": "announced", "forecast": "expected"}


def main() -> None:
    """Judge every pair and print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print the pairs that went wrong")
    asked = parser.parse_args()
    rows = [json.loads(line) for path in asked.files for line in path.read_text(encoding="utf-8").splitlines() if line]
    table, by_trap, right = Counter[tuple[str, str]](), Counter[tuple[str, bool]](), 0
    for row in rows:
        told = judge_row(row)
        fits = told.outcome == row["outcome"]
        right += fits
        table[row["outcome"], told.outcome] += 1
        by_trap[row["trap"], fits] += 1
        if asked.show and not fits:
            print(f"{row['id']} ({row['trap']}): {row['outcome']}, told {told.outcome}: {told.says}\n    {row['why']}")
    print(
        f"pairs {len(rows)}, accuracy {right / len(rows):.3f}, silent ones contradicted {table['silent', 'contradicts']}"
    )
    for (label, told_as), count in sorted(table.items()):
        print(f"  {label} told {told_as}: {count}")
    for trap in sorted({name for name, _ in by_trap}):
        print(f"  trap {trap}: {by_trap[trap, True]} of {by_trap[trap, True] + by_trap[trap, False]}")


def judge_row(row: dict[str, Any]) -> Agreement:
    """Judge one labelled pair."""
    return judge(*pair_of(row))


def pair_of(row: dict[str, Any]) -> tuple[Stated, Found]:
    """Return the claim and the source's number of a labelled pair."""
    claim, found = row["claim"], row["found"]
    stated = Stated(
        claim["value_low"], claim["value_high"], claim["modifier"], claim["unit"], row["quote"], claim["measured"],
        row["sentence"], _day(claim["time_first"]), _day(claim["time_last"]), _ASSERTIONS[claim.get("assertion") or "fact"],
    )  # fmt: skip
    return stated, Found(
        found["value"], found["unit"], found["definition"], found["source"], found.get("value_low"),
        found.get("value_high"), _day(found["time_first"]), _day(found["time_last"]), str(found["precision"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


if __name__ == "__main__":
    main()
