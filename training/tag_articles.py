"""Writes an encoder's tags of articles, for `training/fit_links.py` to learn linking from the mistakes that it meets.

    python -m training.tag_articles --articles POLNEAR_TRAIN.jsonl --weights FOLDER --out TAGS.json

FOLDER holds an exported encoder. Take one of an early epoch: what it has learned by heart, it tags too well.
"""

import argparse
import json
from pathlib import Path

from claims.encoder import Encoder
from claims.network.role_tags import RoleTags
from claims.text.sentences import read_lines


def shown(tags: RoleTags) -> dict[str, list[tuple[int, int, float]]]:
    """Return tags as they are written: `[start, end, score]` by role."""
    roles = {"source": tags.source, "cue": tags.cue, "content": tags.content}
    return {role: [(span.start, span.end, round(span.score, 4)) for span in spans] for role, spans in roles.items()}


def main() -> None:
    """Tag all articles of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.weights)
    rows = (json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines())
    found = {row["doc_id"]: shown(encoder.read_tags(row["text"], read_lines(row["text"]))) for row in rows}
    arguments.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
