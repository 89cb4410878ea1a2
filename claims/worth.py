"""How much a sentence is worth a fact-checker's time: calibrated probabilities, for debates and for news.

The two profiles are two different questions. In a debate nearly every checkable claim is worth checking and most of
what is said claims nothing; in news nearly every sentence states something, and what matters is whether an outsider
would want it confirmed. So the profile is a setting, and `guess_profile` proposes one from how a text is written.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder
from claims.network.linear import load_linear

Profile = Literal["debate", "news"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
CALIBRATION = Path(__file__).parent / "weights" / "worth.json"

Floats = NDArray[np.float32]

LOGIT_LIMIT = 8.0  # what lies beyond is as good as certain, and would outweigh the other heads

_SPEAKS = re.compile(
    r"\b(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|we|we['’]re|we['’]ve|our|my|you|your|let['’]s|me|us)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|^[^“\"]*[”\"](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A small logistic model over the logits of a scorer's heads, and of the linear scorer's where it helps."""

    weights: Floats
    linear: Floats  # of the linear scorer beside the encoder: its heads, or none
    offset: float

    def probabilities(self, logits: Floats, beside: Floats | None = None) -> Floats:
        """Return probabilities (rows,) of logits (rows, heads), and of those of the linear scorer `beside` them."""
        mixed = np.clip(logits, -LOGIT_LIMIT, LOGIT_LIMIT) @ self.weights + self.offset
        if beside is not None:
            mixed = mixed + np.clip(beside, -LOGIT_LIMIT, LOGIT_LIMIT) @ self.linear
        return np.asarray(1 / (1 + np.exp(-mixed)), dtype=np.float32)


def worth(sentences: Sequence[str], profile: str = "news") -> Floats:
    """Judge sentences: the probability (sentences,), by the given profile, that each is worth checking.

    Raises ValueError for a profile that is not in PROFILES. Uses the encoder, or the linear scorer where there is none.
    """
    if profile not in PROFILES:
        raise ValueError(f"profile {profile!r} is not known; use one of {', '.join(PROFILES)}")
    if not sentences:
        return np.zeros(0, dtype=np.float32)
    encoder = load_encoder()
    if encoder is None:
        return load_calibration()["linear", profile].probabilities(load_linear().score(sentences))
    calibration = load_calibration()["encoder", profile]
    beside = load_linear().score(sentences) if calibration.linear.size else None  # it errs otherwise than the encoder
    return calibration.probabilities(encoder.read_worth(sentences), beside)


def guess_profile(sentences: Sequence[str]) -> Profile:
    """Guess whether these sentences were spoken ("I", "we", "you" outside quote marks) or written as news."""
    spoken = sum(bool(_SPEAKS.search(_QUOTED.sub(" ", s))) for s in sentences)
    return "debate" if spoken > 0.25 * len(sentences) else "news"


@cache
def load_calibration() -> dict[tuple[str, str], Calibration]:
    """Read the calibrations of both scorers for both profiles."""
    kept = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return {
        (scorer, profile): Calibration(
            np.array(c["weights"], dtype=np.float32), np.array(c.get("linear", []), dtype=np.float32), c["offset"]
        )
        for scorer, profiles in kept.items()
        for profile, c in profiles.items()
    }
