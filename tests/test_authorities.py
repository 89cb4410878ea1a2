"""How readers' judgements of who could settle a claim are kept: by hash, place and keeper, and nothing of the text."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from claims.network.keeper_net import KEEPERS
from claims.text.lexicon import read_lexicon
from schemas.vocabulary import AUTHORITIES
from training.authorities import fit, keep, share_of

TEXT = "Unemployment in Norrland fell to 4.2 percent in May. The harbour board met on Monday."


def test_a_kept_label_holds_no_words_of_the_article(tmp_path: Path) -> None:
    """Hash of the text, offsets and keepers are all that is written."""
    judged, articles, labels = (tmp_path / name for name in ("judged.jsonl", "articles.jsonl.gz", "labels.jsonl"))
    judged.write_text(
        json.dumps({"article": "n1", "start": 33, "end": 44, "keepers": ["statistics", None]}) + "\n", encoding="utf-8"
    )
    with gzip.open(articles, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "n1", "title": "Work", "date": "2024-06-02", "text": TEXT}) + "\n")

    keep(judged, articles, labels)

    row = json.loads(labels.read_text(encoding="utf-8"))
    assert row["claims"] == [[33, 44, "statistics", None]]
    assert len(row["text"]) == 24
    assert not set(row["text"]) - set("0123456789abcdef")


def test_the_labels_of_the_project_are_of_known_keepers() -> None:
    """Whoever adds or renames a keeper labels again."""
    lines = Path("training/authority_labels.jsonl").read_text(encoding="utf-8").splitlines()
    told = [keepers for line in lines for _, _, *keepers in json.loads(line)["claims"]]

    assert told
    assert {first for first, _ in told} <= set(KEEPERS)
    assert {second for _, second in told if second} <= set(KEEPERS)


def test_every_keeper_has_words_for_people() -> None:
    """And they say which kind of authority that is; where a body can be named, there is a place for its name."""
    rows = read_lexicon("authorities")

    assert set(rows) == set(KEEPERS)
    for row in rows.values():
        assert row["who"]
        assert row["authority"] in AUTHORITIES
        assert "{body}" in row.get("of", "{body}")
        assert "of" in row or "heads" not in row


def test_what_the_rows_tell_is_learned() -> None:
    """Two keepers that one sign tells apart are told apart, and a label of two weighs the first more."""
    rows = np.array([[1.0, 0.0], [0.0, 1.0]] * 40)
    labels = np.array([share_of("court", "police"), share_of("science", None)] * 40)
    weights = fit(rows, labels)
    logits = rows[:2] @ weights[:-1] + weights[-1]

    assert [KEEPERS[i] for i in logits.argmax(1)] == ["court", "science"]
    assert KEEPERS[int(logits[0].argsort()[-2])] == "police"
    assert labels.sum(1) == pytest.approx(1.0)
