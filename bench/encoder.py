"""Measures the encoder on news: sentences a CPU second for its three readings, and the memory that it takes.

    python -m bench.encoder --in ARTICLES.jsonl [--articles 200] [--json]
    python -m bench.plain bench.encoder --in ARTICLES.jsonl      as on a processor with AVX2 and nothing wider

One thread is used; CPU time of the process is counted, tokenising and decoding included. The best of three rounds is
printed, since other work on the machine can only make a round slower.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from claims.encoder import Encoder
from claims.network.windows import sentences_by_line
from claims.text.sentences import read_lines
from claims.worth import worth


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--in", dest="source", type=Path, required=True, help='JSONL of {"text"}')
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with options.source.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(options.articles), lines, strict=False)]
    measures = measure(texts)
    print(json.dumps(measures) if options.json else "\n".join(f"{k}: {v}" for k, v in measures.items()))


def measure(texts: Sequence[str]) -> dict[str, float]:
    """Read all texts in several ways, each with an encoder that remembers nothing."""
    sentences = sentences_of(texts)
    worth(["The first call loads the weights."])
    return {
        "articles": len(texts),
        "sentences": len(sentences),
        "sentences_per_cpu_second_all_readings": per_second(len(sentences), lambda: read_all(texts)),
        "sentences_per_cpu_second_all_readings_50_ahead": per_second(len(sentences), lambda: read_all(texts, ahead=50)),
        "sentences_per_cpu_second_worth_and_embedding": per_second(
            len(sentences), lambda: Encoder().read_worth(sentences)
        ),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def sentences_of(texts: Sequence[str]) -> list[str]:
    """Return the sentences of all texts."""
    return [s.of(text) for text in texts for line in sentences_by_line(text, read_lines(text)) for s in line]


def read_all(texts: Sequence[str], ahead: int = 1) -> None:
    """Take all three readings of each article, `ahead` articles read at once."""
    encoder = Encoder()
    for start in range(0, len(texts), ahead):
        batch = [(text, read_lines(text)) for text in texts[start : start + ahead]]
        if ahead > 1:
            encoder.read_ahead(batch)
        for text, lines in batch:
            encoder.read_tags(text, lines)
            sentences = [s.of(text) for line in sentences_by_line(text, lines) for s in line]
            encoder.read_worth(sentences)
            encoder.embed(sentences)


def per_second(count: int, read: Callable[[], object]) -> int:
    """Count sentences a CPU second in the best of three rounds, the loading of the weights taken off."""
    loading = cpu_seconds(Encoder)
    return round(count / min(cpu_seconds(read) - loading for _ in range(3)))


def cpu_seconds(deed: Callable[[], object]) -> float:
    """Return the CPU seconds, of all threads, that a deed takes."""
    start = time.process_time()
    deed()
    return time.process_time() - start


if __name__ == "__main__":
    main()
