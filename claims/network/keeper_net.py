"""Who keeps what would settle a claim: the chance of each kind of keeper, read from the claim's sentence and what stands around it.

A multinomial logistic regression over what the encoder makes of the sentence, the one before and the headline, and a few
signs of the claim. Taught by `training/authorities.py`; where the encoder cannot load, one over the signs alone tells.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.encoder import load_encoder
from claims.model import Claim
from claims.reading import Reading
from schemas.vocabulary import ASSERTIONS, GENRES, KINDS

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).parent.parent / "weights" / "authorities.npz"

KEEPERS = (
    "said", "law", "court", "police", "vote", "poll", "science", "report", "statistics", "measurement", "company", "market",
    "budget", "sport", "culture", "military", "office", "party", "person", "story", "body", "reference", "post", "nothing",
)  # fmt: skip
"""The kinds of keepers in the order of the weights; `lexicon/authorities.toml` says what each is, for people."""

_VOICES = ("narrated", "reported", "quoted")
_CLAIMANTS = (None, "person", "organisation", "government", "anonymous", "document")
_TENSES = ("past_present", "promise", "forecast")
_SIGN, _EMBEDDED, _AROUND = 2.0, 4.0, 4.0
"""What signs and unit vectors are multiplied by, so that one penalty fits all."""


class Weights(NamedTuple):
    """One column for each keeper; the last row stands alone. `signs` is for the signs by themselves."""

    read: Floats
    signs: Floats


def chances(claim: Claim, reading: Reading) -> dict[str, float]:
    """Return the chance of each of KEEPERS that it would settle the claim first; together they are one."""
    row, signs = vectors_of(claim, reading), signs_of(claim, reading)
    weights = _weights()
    logits = signs @ weights.signs[:-1] + weights.signs[-1]
    if row is not None:
        logits = np.concatenate([row, signs]) @ weights.read[:-1] + weights.read[-1]
    likely = np.exp(logits - logits.max())
    return dict(zip(KEEPERS, (likely / likely.sum()).tolist(), strict=True))


def vectors_of(claim: Claim, reading: Reading) -> Floats | None:
    """Return how the encoder reads the sentence, the headline and the sentence before; None where it cannot load."""
    encoder = load_encoder()
    if encoder is None:
        return None
    before = reading.sentence_before(claim.sentence_start)
    around = [reading.article.title or "", reading.text[before.start : before.end] if before else ""]
    sums = encoder.read_sums([claim.sentence, *around])
    return np.concatenate(
        [sums.summed[0], sums.embedding[0] * _EMBEDDED, sums.embedding[1] * _AROUND, sums.embedding[2] * _AROUND]
    )


def signs_of(claim: Claim, reading: Reading) -> Floats:
    """Return what is known of a claim besides its words."""
    signs = [
        *_one(KINDS, claim.kind), *_one(_VOICES, claim.voice), *_one(_CLAIMANTS, claim.claimant_kind),
        *_one((None, *GENRES), reading.meaning.genre), *_one(ASSERTIONS, claim.assertion), *_one(_TENSES, claim.tense),
        "“" in claim.sentence or '"' in claim.sentence, claim.cue is not None, claim.unit == "%", claim.unit == "person",
        (claim.stakes or 0.0) / 3, claim.checkworthiness or 0.0,
    ]  # fmt: skip
    return np.array(signs, dtype=np.float32) * _SIGN


def _one(names: tuple[str | None, ...], name: str | None) -> list[bool]:
    return [name == each for each in names]


@cache
def _weights() -> Weights:
    """Load the weights once.

    Raises ValueError where they were learned for other keepers.
    """
    with np.load(WEIGHTS) as kept:
        if tuple(kept["keepers"]) != KEEPERS:
            raise ValueError(f"{WEIGHTS.name} was learned for other keepers: run training.authorities")
        return Weights(np.asarray(kept["read"], dtype=np.float32), np.asarray(kept["signs"], dtype=np.float32))
