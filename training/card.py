"""Writes `claims/weights/card.json`: the sha256 of each file, which is checked at load, and how the weights were made.

python -m training.card --weights claims/weights --facts FACTS.json
"""

import argparse
import hashlib
import json
from pathlib import Path

FILES = ("sentence.onnx", "window.onnx", "tokenizer.json", "linear.npz")


def main() -> None:
    """Hash the files and put the facts of the training run beside the hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--facts", type=Path, help="a JSON object: options and outcome of the run")
    options = parser.parse_args()
    hashes = {name: hashlib.sha256((options.weights / name).read_bytes()).hexdigest() for name in FILES}
    facts = json.loads(options.facts.read_text(encoding="utf-8")) if options.facts else {}
    card = json.dumps({"sha256": hashes, "training": facts}, indent=1)
    (options.weights / "card.json").write_text(card + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
