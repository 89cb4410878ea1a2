"""The self-contained wording of a claim: its own words, with what its pronouns stand for in square brackets.

No word is invented: every bracket holds the antecedent of a recorded resolution, all else is the sentence's own.
"""

from claims.claimants import claimant_of, holding, shared
from claims.model import Claim, Resolution, Span
from claims.reading import Reading


def state(claim: Claim, reading: Reading) -> str:
    """Return the part of the sentence that the claimant asserts, with each resolved word followed by [its sense]."""
    text = reading.text
    scope = scope_of(claim, reading)
    parts, at = [], scope.start
    for resolution in sorted(within(scope, claim.resolutions), key=lambda found: found.anaphor_end):
        parts += [text[at : resolution.anaphor_end], f" [{resolution.antecedent}]"]
        at = resolution.anaphor_end
    parts.append(text[at : scope.end])
    return " ".join("".join(parts).split()).removeprefix("that ")


def scope_of(claim: Claim, reading: Reading) -> Span:
    """Return the stretch of the sentence that the claimant asserts; all of the sentence where the article speaks."""
    own = Span(claim.start_char, claim.end_char)
    sentence = Span(claim.sentence_start, max(claim.sentence_end, own.end))
    said = claimant_of(claim.kind, holding(own, reading), reading.text)
    parts = [reading.with_clause(part) for part in said.content] if said else []
    parts = [part for part in parts if shared(part, own)]
    if said is None or not parts:
        return sentence
    speaker_behind = all(span.start >= parts[-1].end for span in (*said.source, *said.cue))
    start = sentence.start if speaker_behind and said.cue else max(parts[0].start, sentence.start)
    return Span(start, max(min(parts[-1].end, sentence.end), own.end))


def within(scope: Span, resolutions: tuple[Resolution, ...]) -> list[Resolution]:
    """Return the resolutions whose word stands in the scope, one for each place."""
    places = {
        found.anaphor_end: found for found in resolutions if scope.holds(Span(found.anaphor_start, found.anaphor_end))
    }
    return list(places.values())
