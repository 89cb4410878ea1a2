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
from claims.linear import load_linear

Profile = Literal["debate", "news"]
PROFILES: tuple[Profile, ...] = get_args(Profile)
CALIBRATION = Path(__file__).parent / "weights" / "worth.json"

Floats = NDArray[np.float32]

_SPEAKS = re.compile(
    r"\b(?:i|i['’]m|i['’]ve|i['’]d|i['’]ll|we|we['’]re|we['’]ve|our|my|you|your|let['’]s|me|us)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|^[^“\"]*[”\"](?=\s|$)")
_SURFACE = (
    re.compile(r"\d"),
    re.compile(
        r"[$£€%]|\bper ?cent\b|\bpct\b|\b(?:million|billion|trillion|mln|bn|dlrs)\b|\d(?:bn|m)\b", re.IGNORECASE
    ),
    re.compile(r"^\W*[“\"]"),
    re.compile(r"[“”\"]"),
    re.compile(r"\?\W*$"),
    _SPEAKS,
    re.compile(r"\b(?:will|would|could|may|might|should|expects?|expected to|plans? to|hopes? to)\b", re.IGNORECASE),
    re.compile(r"\b(?:says?|said|told|according to|claim(?:s|ed)?|report(?:s|ed)?)\b", re.IGNORECASE),
    re.compile(r"\b(?:was|were|had|has been|have been|is|are)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:more|less|fewer|most|least|largest|biggest|highest|lowest|rose|fell|increase[ds]?|record)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:18|19|20)\d\d\b"),
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A small logistic model over the heads' logits, the surface of the sentence and, perhaps, its embedding."""

    weights: Floats
    offset: float
    embedded: bool

    def probabilities(self, features: Floats) -> Floats:
        """Return probabilities (rows,) of features (rows, weights)."""
        logits = features @ self.weights + self.offset
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


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
        calibration = load_calibration()["linear", profile]
        return calibration.probabilities(features_of(load_linear().score(sentences), sentences, None))
    calibration = load_calibration()["encoder", profile]
    embeddings = encoder.embed(sentences) if calibration.embedded else None
    return calibration.probabilities(features_of(encoder.read_worth(sentences), sentences, embeddings))


def features_of(logits: Floats, sentences: Sequence[str], embeddings: Floats | None) -> Floats:
    """Put side by side what the calibration weighs: (sentences, heads + surface + perhaps embedding)."""
    parts = [np.clip(logits, -8, 8), surface_of(sentences)]
    return np.concatenate(parts if embeddings is None else [*parts, embeddings], axis=1)


def surface_of(sentences: Sequence[str]) -> Floats:
    """Tell what meets the eye: figures, money, quote marks, a question, speech, future, reporting, length."""
    seen = [[float(bool(p.search(s))) for p in _SURFACE] + [np.log1p(len(s.split())) / 3] for s in sentences]
    return np.array(seen, dtype=np.float32).reshape(len(sentences), len(_SURFACE) + 1)


def guess_profile(sentences: Sequence[str]) -> Profile:
    """Guess whether these sentences were spoken ("I", "we", "you" outside quote marks) or written as news."""
    spoken = sum(bool(_SPEAKS.search(_QUOTED.sub(" ", s))) for s in sentences)
    return "debate" if spoken > 0.25 * len(sentences) else "news"


@cache
def load_calibration() -> dict[tuple[str, str], Calibration]:
    """Read the calibrations of both scorers for both profiles."""
    kept = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return {
        (scorer, profile): Calibration(np.array(c["weights"], dtype=np.float32), c["offset"], c["embedded"])
        for scorer, profiles in kept.items()
        for profile, c in profiles.items()
    }
