"""Draws what each threshold of check-worthiness gives and costs: `docs/thresholds.svg` and `docs/thresholds.md`.

    python -m training.thresholds --shared ../shared/data --docs docs

Debate: sentences set aside from training. News: news_dev, each tenth judged by a calibration fitted on the rest.
"""

import argparse
from pathlib import Path

import numpy as np

from training.calibrate import ASKED, HELD, left_out, left_out_folds, news_logits

STEPS = np.round(np.arange(0.1, 0.91, 0.1), 2)
COLOURS = {"precision": "#1b6ca8", "recall": "#c4501b", "F1": "#444444"}


def main() -> None:
    """Write the chart and its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--docs", type=Path, required=True)
    options = parser.parse_args()
    curves = {"debate": curve_of(*debate_probabilities(options)), "news": curve_of(*news_probabilities(options.shared))}
    (options.docs / "thresholds.svg").write_text(chart_of(curves), encoding="utf-8")
    (options.docs / "thresholds.md").write_text(page_of(curves), encoding="utf-8")


def debate_probabilities(options: argparse.Namespace) -> tuple[np.ndarray, np.ndarray]:
    """Judge the debate sentences that were set aside by scorers and calibrations that have not seen them."""
    logits, labels, _ = left_out(options)
    z = left_out_folds(logits[:, ASKED], labels, np.ones(len(ASKED)), 5, 0)
    return 1 / (1 + np.exp(-z)), labels


def news_probabilities(shared: Path) -> tuple[np.ndarray, np.ndarray]:
    """Judge news_dev by calibrations that have not seen the sentence."""
    x, labels = news_logits(shared, "encoder")
    return 1 / (1 + np.exp(-left_out_folds(x, labels, HELD, 10, 0))), labels


def curve_of(scores: np.ndarray, labels: np.ndarray) -> dict[str, list[float]]:
    """Precision, recall, F1 and the share of sentences that pass, at each threshold."""
    rows: dict[str, list[float]] = {"precision": [], "recall": [], "F1": [], "share": []}
    for step in STEPS:
        called = scores >= step
        hits = float(labels[called].sum())
        rows["precision"].append(hits / max(1, called.sum()))
        rows["recall"].append(hits / labels.sum())
        rows["F1"].append(2 * hits / (called.sum() + labels.sum()))
        rows["share"].append(float(called.mean()))
    return rows


def chart_of(curves: dict[str, dict[str, list[float]]]) -> str:
    """Draw one small panel for each profile."""
    panels = "".join(panel_of(name, rows, 40 + 300 * i) for i, (name, rows) in enumerate(curves.items()))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 260" font-family="sans-serif" font-size="11" role="img" '
        'aria-label="Precision, recall and F1 by threshold, for debates and for news">'
        f'<rect width="620" height="260" fill="#fff"/>{panels}</svg>\n'
    )


def panel_of(name: str, rows: dict[str, list[float]], left: int) -> str:
    """Draw the axes and the three lines of one profile."""
    parts = [f'<text x="{left}" y="24" font-size="13">{name}</text>']
    for share in (0, 0.5, 1):
        y = 220 - 180 * share
        parts.append(f'<line x1="{left}" x2="{left + 250}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{share:g}</text>')
    parts += [f'<text x="{left + 250 * s}" y="238" text-anchor="middle">{s:g}</text>' for s in (0.1, 0.5, 0.9)]
    parts.append(f'<text x="{left + 125}" y="254" text-anchor="middle">threshold</text>')
    for i, (measure, colour) in enumerate(COLOURS.items()):
        points = " ".join(
            f"{left + 250 * s:.0f},{220 - 180 * v:.1f}" for s, v in zip(STEPS, rows[measure], strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{left + 80 + 60 * i}" y="24" fill="{colour}">{measure}</text>')
    return "".join(parts)


def page_of(curves: dict[str, dict[str, list[float]]]) -> str:
    """Write the same as a table."""
    lines = [
        "# Thresholds of check-worthiness",
        "",
        "![Precision, recall and F1 by threshold](thresholds.svg)",
        "",
        "The score orders work; the threshold decides what counts as worth checking by score alone. A figure of people",
        "or money is shown whatever its score. Measured on sentences that were not learned from, calibrated by folds: debate",
        "sentences set aside, and news_dev (225 sentences: each figure may be off by six points). Written by",
        "`python -m training.thresholds`.",
    ]
    for name, rows in curves.items():
        lines += [
            "",
            f"## {name}",
            "",
            "| threshold | precision | recall | F1 | sentences that pass |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {s:.1f} | {p:.2f} | {r:.2f} | {f:.2f} | {share:.0%} |"
            for s, p, r, f, share in zip(STEPS, *rows.values(), strict=True)
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
