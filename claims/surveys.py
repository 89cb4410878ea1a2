"""Poll results told on: "A poll by Lens found that 40% would move. Half of those over 60 would not." is the poll's too.

Only shares of people carry on like that, in one paragraph, and only until somebody else speaks.
"""

import re

from claims.asserting import asserts
from claims.claimants import claimant_span
from claims.model import Attribution, Claim, Sentence, Span
from claims.reading import Reading

_BACK = 4  # sentences of the paragraph that are looked at
_ASKING = re.compile(
    r"\b(?:poll(?:s|ed)?|survey(?:s|ed)?|census|questionnaires?|respondents?|found|finds)\b", re.IGNORECASE
)
_SHARE = re.compile(
    r"%|\bper\s?cent\b|\b(?:thirds?|half|quarters?|majority)\b|\b(?:in|out of) (?:three|four|five|ten|10)\b"
)
_PEOPLE = re.compile(
    r"\b(?:people|adults|men|women|parents|voters|residents|respondents|those|who|they|\w+(?:ers|ors|ans|ents|ists|crats|ites))\b",
    re.IGNORECASE,
)


def surveyed_by(claim: Claim, reading: Reading) -> Attribution | None:
    """Return the attribution of the poll that a share of people told without a speaker belongs to; None where there is none."""
    if claim.kind != "percent" or not _PEOPLE.search(claim.sentence):
        return None
    sentence = reading.sentence_at(claim.sentence_start)
    for back in range(1 + _BACK):
        if back:
            sentence = reading.sentence_at(_before(reading.text, sentence)) if sentence else None
        if sentence is None:
            return None
        heard = [each.attribution for each in reading.attributions_near(Span(sentence.start, sentence.end))]
        said = [
            each for each in heard if each.source and asserts(each, reading.text) and claimant_span(each, reading.text)
        ]
        if back == 0:
            said = [
                each
                for each in said
                if each.content[0].start < claim.start_char and _is_poll(each, sentence, reading.text)
            ]
        if said:
            return next((each for each in said if _is_poll(each, sentence, reading.text)), None)
    return None


def _before(text: str, sentence: Sentence) -> int:
    """Return an offset in the sentence before in the same paragraph, -1 where the paragraph begins."""
    end = len(text[max(0, sentence.start - 3) : sentence.start].rstrip()) + max(0, sentence.start - 3)
    return -1 if "\n" in text[end : sentence.start] or end == 0 else end - 1


def _is_poll(attribution: Attribution, sentence: Sentence, text: str) -> bool:
    """Tell whether shares of those asked are what is said."""
    words = text[sentence.start : sentence.end]
    shares = any(_SHARE.search(part.of(text)) for part in attribution.content)
    return shares and bool(_ASKING.search(words)) and bool(_PEOPLE.search(words))
