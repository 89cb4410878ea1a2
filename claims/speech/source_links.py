"""What tells whether a source belongs to a cue: the features of the pair, and those of having no source at all."""

from collections.abc import Iterable, Sequence
from math import log1p

from claims.model import Span
from claims.speech.cues import read_lexicon
from claims.speech.scene import Scene, gap_of, is_bare

NAMES: tuple[str, ...] = (
    "gap", "same_sentence", "next_sentence", "same_paragraph", "source_first", "source_last", "cues_between",
    "sources_between", "contents_between", "gap_is_bare", "gap_has_stop", "gap_has_comma", "by_before_source",
    "cue_ends_in_by_or_to", "source_is_pronoun", "source_is_relative", "source_in_content", "source_by_content",
    "source_between", "cue_is_ing", "cue_is_noun", "possessive", "rule_agrees", "rule_disagrees", "adjacent_first",
    "adjacent_last", "according_last", "and_before_cue", "other_side_of_content", "sentence_first_source",
    "cue_after_quote_last", "same_quote", "source_in_quote_only", "content_first_source_last",
    "none", "none_passive", "none_noun", "none_no_source_near", "none_seems", "none_ing",
)  # fmt: skip
"""The features in the order of the weights; the last six are for having no source."""

_RELATIVES = frozenset({"who", "which", "that", "whose"})
_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you", "who"})
_JOINERS = frozenset({"and", "but"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_TELLING = frozenset({"told", "tells", "telling", "reminded", "informed", "asked", "urged"})
_SAYING = frozenset({"say", "tell", "write", "add", "tweet", "reply", "argue", "insist"})
Values = dict[str, float]


def sources_around(scene: Scene, cue_at: int, contents: Sequence[Span], near: Iterable[int]) -> list[int]:
    """Return which of the near sources a cue can have: neither who is told something nor who is asked it."""
    cue, words = scene.cues[cue_at], scene.cue_words[cue_at]
    opens = min((content.start for content in contents), default=cue.end)
    asked = "ask" in words.frames and bool(_BE & set(words.low.split()[:-1]))
    tells = words.last in _TELLING and cue.end <= opens
    return [
        at
        for at in near
        if not (tells and cue.end <= scene.sources[at].start < opens)
        and not (asked and scene.sources[at].start < cue.start)
    ]


def needs_source(scene: Scene, cue_at: int) -> bool:
    """Tell whether a cue is a finite verb of saying, which somebody near must be the subject of."""
    words, cue = scene.cue_words[cue_at], scene.cues[cue_at]
    verb = read_lexicon().verbs.get(words.last)
    if verb is None or verb.form not in {"past", "s"} or verb.lemma not in _SAYING or _BE & set(words.low.split()):
        return False
    start = scene.sentence_starts[scene.cue_places[cue_at].sentence]
    return scene.between("source", start, cue.end + 60) > 0


def pair_values(scene: Scene, cue_at: int, source_at: int, contents: Sequence[Span]) -> Values:
    """Return the features of a cue, with the contents that belong to it, and a source."""
    cue, source = scene.cues[cue_at], scene.sources[source_at]
    values = _distance(scene, cue_at, source_at)
    values |= _word_values(scene, cue_at, source_at)
    values |= _content_values(scene, cue, source, contents)
    rules = [rule for rule in scene.rules_by_cue[cue_at] if rule.source]
    agrees = any(rule.source and rule.source.overlaps(source) for rule in rules)
    return values | {"rule_agrees": agrees, "rule_disagrees": bool(rules) and not agrees}


def _distance(scene: Scene, cue_at: int, source_at: int) -> Values:
    cue, source = scene.cues[cue_at], scene.sources[source_at]
    first = source.start < cue.start
    gap = gap_of(cue, source)
    there, here = scene.cue_places[cue_at], scene.place(source.start)
    apart = abs(there.sentence - here.sentence)
    leads = first and apart == 0
    return {
        "gap": log1p(gap.end - gap.start),
        "same_sentence": apart == 0,
        "next_sentence": apart == 1,
        "same_paragraph": there.paragraph == here.paragraph,
        "source_first": first,
        "source_last": not first,
        "cues_between": scene.between("cue", gap.start + (not first), gap.end),
        "sources_between": scene.between("source", gap.start + first, gap.end),
        "contents_between": scene.between("content", gap.start, gap.end),
        "same_quote": there.quote >= 0 and there.quote == here.quote,
        "source_in_quote_only": here.quote >= 0 and there.quote != here.quote,
        "sentence_first_source": leads
        and not scene.between("source", scene.sentence_starts[here.sentence], source.start),
    }


def _word_values(scene: Scene, cue_at: int, source_at: int) -> Values:
    text = scene.units.text
    cue, source, words = scene.cues[cue_at], scene.sources[source_at], scene.cue_words[cue_at]
    first = source.start < cue.start
    gap = gap_of(cue, source)
    between = text[gap.start : min(gap.end, gap.start + 400)]
    bare = is_bare(between)
    printed = source.of(text).lower().strip()
    before_cue = text[max(0, cue.start - 6) : cue.start].lower().replace(",", " ").split()
    return {
        "gap_is_bare": bare,
        "adjacent_first": first and bare,
        "adjacent_last": not first and bare,
        "gap_has_stop": ". " in between or "\n" in between,
        "gap_has_comma": "," in between,
        "by_before_source": text[max(0, source.start - 3) : source.start].lower() == "by ",
        "cue_ends_in_by_or_to": not first and words.last in {"by", "to", "from", "for", "of"},
        "source_is_pronoun": printed in _PRONOUNS,
        "source_is_relative": printed in _RELATIVES,
        "cue_is_ing": words.last.endswith("ing"),
        "cue_is_noun": "noun" in words.frames,
        "possessive": between[:2] in {"'s", "’s"} or words.low[:2] == "'s",
        "according_last": not first and words.low.startswith(("according", "as ")),
        "and_before_cue": first and bool(before_cue) and before_cue[-1] in _JOINERS,
    }


def _content_values(scene: Scene, cue: Span, source: Span, contents: Sequence[Span]) -> Values:
    if not contents:
        return {}
    content = min(contents, key=lambda span: gap_of(cue, span).end - gap_of(cue, span).start)
    beside = gap_of(source, content)
    low, high = min(cue.start, content.start), max(cue.start, content.start)
    return {
        "source_in_content": any(span.holds(source) for span in contents),
        "source_by_content": beside.end - beside.start <= 3,
        "source_between": low < source.start < high,
        "other_side_of_content": source.start < content.start < cue.start or cue.start < content.start < source.start,
        "cue_after_quote_last": source.start > cue.start
        and scene.units.text[content.start] in '“"'
        and content.start < cue.start,
        "content_first_source_last": content.start < cue.start < source.start,
    }


def alone_values(scene: Scene, cue_at: int) -> Values:
    """Return the features of a cue without a source."""
    cue, words = scene.cues[cue_at], scene.cue_words[cue_at]
    start = scene.sentence_starts[scene.cue_places[cue_at].sentence]
    return {
        "none": 1,
        "none_passive": bool(_BE & set(words.low.split()[:-1])),
        "none_noun": "noun" in words.frames,
        "none_no_source_near": not scene.between("source", max(start, cue.start - 80), cue.end + 40),
        "none_seems": "seem" in words.frames,
        "none_ing": words.last.endswith("ing"),
    }
