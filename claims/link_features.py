"""What the linker looks at when it asks which cue a content belongs to, and which source a cue has."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from claims.clauses import Units
from claims.cues import read_lexicon
from claims.model import Span
from claims.relations import Relation

CONTENT_FEATURES: tuple[str, ...] = (
    "gap", "same_sentence", "next_sentence", "same_paragraph", "next_paragraph", "cue_first", "cue_last",
    "contents_between", "cues_between", "sources_between", "any_cue_between", "gap_is_bare", "gap_has_stop",
    "gap_ends_in_colon", "gap_has_break", "cue_ends_in_colon", "quote_after_cue", "quote_before_cue",
    "that_after_cue", "to_after_cue", "say_after_content", "said_before", "noun_cue_first", "according",
    "cue_in_content", "cue_in_quote_only", "content_in_quote_only", "same_quote", "rule_agrees", "rule_disagrees",
    "quote_goes_on", "indirect_far", "cue_is_ing_first", "adjacent_first", "adjacent_last", "content_split_by_cue",
    "none", "none_quote", "none_no_cue_near",
)  # fmt: skip
"""The features of a pair of content and cue, in the order of the weights; the last three are for having no cue."""

SOURCE_FEATURES: tuple[str, ...] = (
    "gap", "same_sentence", "next_sentence", "same_paragraph", "source_first", "source_last", "cues_between",
    "sources_between", "contents_between", "gap_is_bare", "gap_has_stop", "gap_has_comma", "by_before_source",
    "cue_ends_in_by_or_to", "source_is_pronoun", "source_is_relative", "source_in_content", "source_by_content",
    "source_between", "cue_is_ing", "cue_is_noun", "possessive", "rule_agrees", "rule_disagrees", "adjacent_first",
    "adjacent_last", "according_last", "and_before_cue", "other_side_of_content", "sentence_first_source",
    "cue_after_quote_last", "same_quote", "source_in_quote_only", "none", "none_passive", "none_noun", "none_no_source_near",
)  # fmt: skip
"""The features of a pair of cue and source; the last four are for having no source."""

_BARE = frozenset(" ,:;—–-“\"\u00a0\n'’”()")
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_PRONOUN = frozenset({"he", "she", "they", "i", "we", "it", "you", "who"})


@dataclass(frozen=True)
class Scene:
    """One text with the spans of the three roles, sorted, as the linker sees it."""

    units: Units
    contents: Sequence[Span]
    cues: Sequence[Span]
    sources: Sequence[Span]
    relations: Sequence[Relation] = field(default=())

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Return where the sentences start."""
        return [self.units.start[first] for first in self.units.first if first < len(self.units)]

    @cached_property
    def quotes(self) -> list[Span]:
        """Return the quotations of the text."""
        units = self.units
        return [Span(units.start[at], units.end[at]) for at in range(len(units)) if units.is_quote(at)]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {
            "content": [span.start for span in self.contents],
            "cue": [span.start for span in self.cues],
            "source": [span.start for span in self.sources],
        }

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def paragraph(self, sentence: int) -> int:
        """Return the number of a sentence's paragraph."""
        return self.units.paragraph[sentence] if sentence < len(self.units.paragraph) else 0

    def between(self, role: str, start: int, end: int) -> int:
        """Return how many spans of a role start in a gap, at most three."""
        starts = self._starts[role]
        return min(3, bisect_left(starts, end) - bisect_left(starts, start))

    def quote_at(self, offset: int) -> int:
        """Return the number of the quotation around an offset, -1 for none."""
        at = bisect_right(self.quotes, offset, key=lambda quote: quote.start) - 1
        return at if at >= 0 and offset < self.quotes[at].end else -1

    @cached_property
    def rule_cues(self) -> list[tuple[Relation, ...]]:
        """Return for each content the relations of the rules that hold most of it."""
        return [tuple(r for r in self._near(span) if _holds_most(r, span)) for span in self.contents]

    @cached_property
    def rules_by_cue(self) -> list[tuple[Relation, ...]]:
        """Return for each cue the relations of the rules whose cue overlaps it."""
        return [tuple(r for r in self._near(span) if r.cue and r.cue.overlaps(span)) for span in self.cues]

    @cached_property
    def _sorted_relations(self) -> tuple[list[int], list[Relation]]:
        relations = sorted((r for r in self.relations if r.cue), key=lambda relation: relation.cue or Span(0, 0))
        return [relation.cue.start for relation in relations if relation.cue], relations

    def _near(self, span: Span) -> Sequence[Relation]:
        starts, relations = self._sorted_relations
        low = bisect_left(starts, span.start - 2500)
        high = bisect_right(starts, span.end + 1000)
        return relations[low:high]


def _holds_most(relation: Relation, span: Span) -> bool:
    shared = sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in relation.content)
    return 2 * shared >= span.end - span.start


def cue_frames(words: str) -> frozenset[str]:
    """Return the frames of the last reporting verb of a cue; `noun` where there is none."""
    verbs = read_lexicon().verbs
    for word in reversed(words.lower().replace("’", "'").rstrip(":").split()):
        if word in verbs:
            return frozenset(verbs[word].frames)
    return frozenset({"noun"})


def pair_gap(one: Span, other: Span) -> Span:
    """Return the stretch between two spans, empty where they overlap."""
    if one.end <= other.start:
        return Span(one.end, other.start)
    if other.end <= one.start:
        return Span(other.end, one.start)
    return Span(max(one.start, other.start), max(one.start, other.start))


def content_vector(scene: Scene, content_at: int, cue_at: int) -> NDArray[np.float64]:
    """Return the features of a content with a cue."""
    text = scene.units.text
    content, cue = scene.contents[content_at], scene.cues[cue_at]
    gap = pair_gap(content, cue)
    between = gap.of(text)
    first = cue.start < content.start
    words = cue.of(text)
    frames = cue_frames(words)
    apart = (
        abs(scene.sentence(content.start) - scene.sentence(cue.start))
        if first
        else abs(scene.sentence(max(content.start, content.end - 1)) - scene.sentence(cue.start))
    )
    paragraphs = abs(
        scene.paragraph(scene.sentence(content.start if first else content.end - 1))
        - scene.paragraph(scene.sentence(cue.start))
    )
    head = content.of(text)[:5].lower()
    quoted = head[:1] in "“\"'‘"
    cue_quote, content_quote = scene.quote_at(cue.start), scene.quote_at(content.start + 1)
    rules = scene.rule_cues[content_at]
    agrees = any(rule.cue and rule.cue.overlaps(cue) for rule in rules)
    bare = not between.strip("".join(_BARE))
    cues_between = scene.between("cue", gap.start + first, gap.end)
    say = bool({"say", "tell", "ask"} & frames)
    inside = content.holds(cue)
    values = {
        "gap": np.log1p(len(gap.of(text))),
        "same_sentence": apart == 0,
        "next_sentence": apart == 1,
        "same_paragraph": paragraphs == 0,
        "next_paragraph": paragraphs == 1,
        "cue_first": first,
        "cue_last": not first,
        "contents_between": scene.between("content", gap.start, gap.end),
        "cues_between": cues_between,
        "any_cue_between": cues_between > 0,
        "sources_between": scene.between("source", gap.start, gap.end),
        "gap_is_bare": bare,
        "gap_has_stop": "." in between or "\n" in between,
        "gap_ends_in_colon": between.rstrip().endswith(":") and first,
        "gap_has_break": ", " in between or ";" in between,
        "cue_ends_in_colon": words.endswith(":") and first,
        "quote_after_cue": quoted and first,
        "quote_before_cue": quoted and not first,
        "that_after_cue": head.startswith("that ") and first,
        "to_after_cue": head.startswith("to ") and first,
        "say_after_content": say and not first,
        "said_before": say and first,
        "noun_cue_first": "noun" in frames and first,
        "according": words.lower().startswith(("according", "as ")),
        "cue_in_content": inside,
        "cue_in_quote_only": cue_quote >= 0 and content_quote != cue_quote,
        "content_in_quote_only": content_quote >= 0 and cue_quote < 0,
        "same_quote": cue_quote >= 0 and content_quote == cue_quote,
        "rule_agrees": agrees,
        "rule_disagrees": bool(rules) and not agrees,
        "quote_goes_on": quoted and first and apart >= 1,
        "indirect_far": not quoted and apart >= 1,
        "cue_is_ing_first": first and words.split()[-1:] != [] and words.split()[-1].endswith("ing"),
        "adjacent_first": first and cues_between == 0 and bare,
        "adjacent_last": not first and bare,
        "content_split_by_cue": apart <= 1 and not first and scene.between("content", cue.end, cue.end + 60) > 0,
    }
    return np.array([float(values.get(name, 0)) for name in CONTENT_FEATURES])


def no_cue_vector(scene: Scene, content_at: int) -> NDArray[np.float64]:
    """Return the features of a content without a cue."""
    content = scene.contents[content_at]
    quoted = content.of(scene.units.text)[:1] in "“\"'‘"
    near = scene.between("cue", content.start - 150, content.end + 150)
    return _named(CONTENT_FEATURES, {"none": 1, "none_quote": quoted, "none_no_cue_near": not near})


def _named(names: Sequence[str], values: dict[str, float]) -> NDArray[np.float64]:
    return np.array([float(values.get(name, 0)) for name in names])


def source_vector(scene: Scene, cue_at: int, source_at: int, contents: Sequence[Span]) -> NDArray[np.float64]:
    """Return the features of a cue, with the contents that belong to it, and a source."""
    text = scene.units.text
    cue, source = scene.cues[cue_at], scene.sources[source_at]
    gap = pair_gap(cue, source)
    between = gap.of(text)
    first = source.start < cue.start
    low = text[cue.start : cue.end].lower()
    last_word = low.split()[-1] if low.split() else ""
    printed = source.of(text).lower().strip()
    frames = cue_frames(low)
    sentence, cue_sentence = scene.sentence(source.start), scene.sentence(cue.start)
    content = min(contents, key=lambda span: len(pair_gap(cue, span).of(text)), default=None)
    rules = [rule for rule in scene.rules_by_cue[cue_at] if rule.source]
    agrees = any(rule.source and rule.source.overlaps(source) for rule in rules)
    bare = not between.strip("".join(_BARE))
    before = text[max(0, source.start - 4) : source.start].lower()
    cue_quote, source_quote = scene.quote_at(cue.start), scene.quote_at(source.start)
    apart = abs(sentence - cue_sentence)
    values = {
        "gap": np.log1p(len(between)),
        "same_sentence": apart == 0,
        "next_sentence": apart == 1,
        "same_paragraph": scene.paragraph(sentence) == scene.paragraph(cue_sentence),
        "source_first": first,
        "source_last": not first,
        "cues_between": scene.between("cue", gap.start + (not first), gap.end),
        "sources_between": scene.between("source", gap.start + first, gap.end),
        "contents_between": scene.between("content", gap.start, gap.end),
        "gap_is_bare": bare,
        "gap_has_stop": ". " in between or "\n" in between,
        "gap_has_comma": "," in between,
        "by_before_source": before.endswith("by "),
        "cue_ends_in_by_or_to": not first and last_word in {"by", "to", "from", "for", "of"},
        "source_is_pronoun": printed in _PRONOUN,
        "source_is_relative": printed in _RELATIVE,
        "source_in_content": any(span.holds(source) for span in contents),
        "source_by_content": content is not None and len(pair_gap(source, content).of(text)) <= 3,
        "source_between": content is not None
        and min(cue.start, content.start) < source.start < max(cue.start, content.start),
        "cue_is_ing": last_word.endswith("ing"),
        "cue_is_noun": "noun" in frames,
        "possessive": between[:2] in {"'s", "’s"} or low[:2] in {"'s", "’s"},
        "rule_agrees": agrees,
        "rule_disagrees": bool(rules) and not agrees,
        "adjacent_first": first and bare,
        "adjacent_last": not first and bare,
        "according_last": not first and low.startswith(("according", "as ")),
        "and_before_cue": first
        and text[max(0, cue.start - 5) : cue.start].lower().strip() in {"and", "but", ", and", "t but"},
        "other_side_of_content": content is not None
        and (source.start < content.start < cue.start or cue.start < content.start < source.start),
        "sentence_first_source": first
        and scene.between("source", scene.sentence_starts[cue_sentence], source.start) == 0
        and apart == 0,
        "cue_after_quote_last": not first and content is not None and content.start < cue.start,
        "same_quote": cue_quote >= 0 and cue_quote == source_quote,
        "source_in_quote_only": source_quote >= 0 and cue_quote != source_quote,
    }
    return np.array([float(values.get(name, 0)) for name in SOURCE_FEATURES])


def no_source_vector(scene: Scene, cue_at: int) -> NDArray[np.float64]:
    """Return the features of a cue without a source."""
    text = scene.units.text
    cue = scene.cues[cue_at]
    low = cue.of(text).lower()
    words = low.split()
    passive = bool({"is", "are", "was", "were", "be", "been"} & set(words[:-1]))
    near = scene.between("source", cue.start - 60, cue.end + 60)
    values: dict[str, float] = {
        "none": 1,
        "none_passive": passive,
        "none_noun": "noun" in cue_frames(low),
        "none_no_source_near": not near,
    }
    return _named(SOURCE_FEATURES, values)
