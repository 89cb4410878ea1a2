"""How well threads and the kinds of their differences are found in a folder of labelled clusters.

    python -m bench.drift FOLDER [--score SCORE.PY] [--kinds]

Threads are scored by the scoring tool; here the kind of difference is: among the measures on which the articles disagree,
of those of which a thread holds two different figures, how often the kind that the thread is said to differ by is among
the labelled ones; and among all of them. `--kinds` prints each. Without --score only that is printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.clusters import Cluster, Mention, clusters_in
from bench.predict_drift import predict
from claims.tracking.drift import differences, kinds_of
from claims.tracking.threads import threads_among
from claims.tracking.traits import Told

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure on which articles disagree: the labelled kinds, and those of the thread that tells most of it."""

    cluster: str
    measure: str
    labelled: frozenset[str]
    found: tuple[str, ...] | None  # the gravest first; None where no thread tells two figures of it

    @property
    def is_right(self) -> bool:
        """Whether the gravest kind found is among those labelled."""
        return bool(self.found) and str((self.found or ("",))[0]) in self.labelled


def judged_in(cluster: Cluster) -> Iterator[Judged]:
    """Yield the measures of a cluster on which its articles disagree, as they are told."""
    threads = threads_among([mention.told for mention in cluster.mentions])
    for measure in cluster.gold["measures"]:
        if not measure["agree"]:
            found = _kinds(measure, cluster.mentions, threads)
            yield Judged(cluster.name, measure["measure_id"], frozenset(measure["differ_kind"]), found)


def _kinds(measure: Row, mentions: list[Mention], threads: list[list[Told]]) -> tuple[str, ...] | None:
    """Return how the mentions of a measure differ within the thread that has most of them."""
    mine = {mention.told.claim_id for mention in mentions if measure["measure_id"] in mention.measures}
    most = max(threads, key=lambda thread: sum(told.claim_id in mine for told in thread), default=[])
    told = [each for each in most if each.claim_id in mine]
    return tuple(kinds_of(differences(told))) or None if len(told) > 1 else None


def main() -> int:
    """Print what was reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--score", type=Path, help="the scoring tool")
    parser.add_argument("--kinds", action="store_true", help="print each measure on which articles disagree")
    asked = parser.parse_args()
    if asked.score:
        _score(asked.folder, asked.score)
    judged = [each for cluster in clusters_in(asked.folder) for each in judged_in(cluster)]
    if asked.kinds:
        for each in judged:
            print(f"{each.cluster} {each.measure}: labelled {sorted(each.labelled)}, found {each.found}")
    print(counted(judged))
    print(f"kinds found first: {dict(Counter((each.found or ('none',))[0] for each in judged).most_common())}")
    return 0


def counted(judged: Sequence[Judged]) -> str:
    """Say of how many disagreements a difference is told, mere wording included, and how often its kind is right."""
    told = [each for each in judged if each.found]
    right = sum(each.is_right for each in told)
    return (
        f"disagreements {len(judged)}, told {len(told)} ({len(told) / max(1, len(judged)):.3f});"
        f" kind right {right / max(1, len(told)):.3f} of those told"
    )


def _score(folder: Path, tool: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in predict(folder))
        out.flush()
        subprocess.run([sys.executable, str(tool), "drift", "--gold", str(folder), "--pred", out.name], check=True)


if __name__ == "__main__":
    sys.exit(main())
