"""Verdicts and ratings: how each of our verdicts is worded and numbered, and which verdict another's rating comes to."""

SCALE_WORST, SCALE_BEST = 1, 5

# The documented scale runs from 1 to 5; what is no place between false and true has words alone.
RATINGS: dict[str, tuple[int | None, str]] = {
    "true": (5, "True"),
    "mostly_true": (4, "Mostly true"),
    "half_true": (3, "Half true"),
    "mostly_false": (2, "Mostly false"),
    "false": (1, "False"),
    "unverifiable": (None, "Unverifiable"),
    "outdated": (None, "Outdated"),
}
SCALE_WORDS = {words.casefold(): value for value, words in RATINGS.values() if value is not None}

_OTHER_WORDS = {
    "true": ("correct", "accurate", "verified", "confirmed", "fact"),
    "mostly_true": ("mostly correct", "mostly accurate", "partly true", "largely true", "mainly true"),
    "half_true": ("half-true", "mixture", "mixed", "half right", "partly correct"),
    "mostly_false": ("mostly-false", "largely false", "mostly inaccurate", "mainly false", "partly false"),
    "false": ("wrong", "incorrect", "inaccurate", "fake", "hoax", "untrue", "debunked", "fabricated", "not true"),
    "unverifiable": ("unproven", "unsupported", "unverified", "unsubstantiated", "cannot be verified", "inconclusive"),
    "outdated": ("out of date", "no longer true"),
}
_VERDICTS_BY_WORDS = {ours.casefold(): verdict for verdict, (_value, ours) in RATINGS.items()} | {
    other: verdict for verdict, others in _OTHER_WORDS.items() for other in others
}
_VERDICTS_BY_PLACE = {0.0: "false", 0.25: "mostly_false", 0.5: "half_true", 0.75: "mostly_true", 1.0: "true"}
_TOLERANCE = 0.02


def verdict_of(words: str | None, value: float | None, worst: float | None, best: float | None) -> str | None:
    """Return the verdict that a rating comes to; None when neither words nor number tell one, or they tell two."""
    by_words = _VERDICTS_BY_WORDS.get((words or "").casefold().strip(" .!"))
    by_place = _by_place(value, worst, best)
    if by_words and by_place and by_words in _VERDICTS_BY_PLACE.values() and by_words != by_place:
        return None
    return by_words or by_place


def _by_place(value: float | None, worst: float | None, best: float | None) -> str | None:
    """Return the verdict at a place of a scale; a number without its scale is a place of the documented one."""
    worst, best = SCALE_WORST if worst is None else worst, SCALE_BEST if best is None else best
    if value is None or best <= worst:
        return None
    place = (value - worst) / (best - worst)
    return next((verdict for at, verdict in _VERDICTS_BY_PLACE.items() if abs(place - at) <= _TOLERANCE), None)
