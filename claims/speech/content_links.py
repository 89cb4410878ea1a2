"""What tells whether a content belongs to a cue: the features of the pair, and those of having no cue at all."""

from math import log1p

from claims.speech.scene import CueWords, Scene, gap_of, is_bare

NAMES: tuple[str, ...] = (
    "gap", "same_sentence", "next_sentence", "same_paragraph", "next_paragraph", "cue_first", "cue_last",
    "contents_between", "cues_between", "sources_between", "any_cue_between", "gap_is_bare", "gap_has_stop",
    "gap_ends_in_colon", "gap_has_break", "cue_ends_in_colon", "quote_after_cue", "quote_before_cue",
    "that_after_cue", "to_after_cue", "say_after_content", "said_before", "noun_cue_first", "according",
    "cue_in_content", "cue_in_quote_only", "content_in_quote_only", "same_quote", "rule_agrees", "rule_disagrees",
    "quote_goes_on", "indirect_far", "cue_is_ing_first", "adjacent_first", "adjacent_last", "cue_splits_contents",
    "rival", "rival_unquoted", "rival_both_quoted", "rival_adjacent", "rival_other_side", "rival_other_side_unquoted",
    "say_and_quote", "say_and_unquoted", "judge_last", "capital_first", "capital_last", "sentence_start_last",
    "none", "none_quote", "none_no_cue_near", "none_no_cue_in_sentence", "none_to", "none_that",
)  # fmt: skip
"""The features in the order of the weights; the last six are for having no cue."""

_SAY = frozenset({"say", "tell", "ask"})
Values = dict[str, float]


def pair_values(scene: Scene, content_at: int, cue_at: int) -> Values:
    """Return the features of a content with a cue that are not zero."""
    content, cue, words = scene.contents[content_at], scene.cues[cue_at], scene.cue_words[cue_at]
    first = cue.start < content.start
    gap = gap_of(content, cue)
    values = _distance(scene, content_at, cue_at)
    values |= _gap_values(scene.units.text[max(gap.start, gap.end - 400) : gap.end], first=first)
    values |= {
        "contents_between": scene.between("content", gap.start, gap.end),
        "cues_between": scene.between("cue", gap.start + first, gap.end),
        "any_cue_between": scene.between("cue", gap.start + first, gap.end) > 0,
        "sources_between": scene.between("source", gap.start, gap.end),
        "cue_in_content": content.holds(cue),
    }
    values |= _word_values(scene, content_at, words, first=first)
    values |= _rule_values(scene, content_at, cue_at)
    values |= _rival_values(scene, content_at, cue_at, first=first)
    return values


def _distance(scene: Scene, content_at: int, cue_at: int) -> Values:
    content, cue = scene.contents[content_at], scene.cues[cue_at]
    first = cue.start < content.start
    there, here = scene.cue_places[cue_at], scene.place(content.start if first else content.end - 1)
    apart, paragraphs = abs(there.sentence - here.sentence), abs(there.paragraph - here.paragraph)
    inner = scene.place(content.start + 1).quote
    quoted = scene.is_quoted(content_at)
    gap = gap_of(content, cue)
    return {
        "gap": log1p(gap.end - gap.start),
        "same_sentence": apart == 0,
        "next_sentence": apart == 1,
        "same_paragraph": paragraphs == 0,
        "next_paragraph": paragraphs == 1,
        "cue_first": first,
        "cue_last": not first,
        "cue_in_quote_only": there.quote >= 0 and inner != there.quote,
        "content_in_quote_only": inner >= 0 and there.quote < 0,
        "same_quote": there.quote >= 0 and inner == there.quote,
        "quote_goes_on": quoted and first and apart >= 1,
        "indirect_far": not quoted and apart >= 1,
        "sentence_start_last": not first and content.start == scene.sentence_starts[here.sentence],
    }


def _gap_values(between: str, *, first: bool) -> Values:
    bare = is_bare(between)
    return {
        "gap_is_bare": bare,
        "gap_has_stop": "." in between or "\n" in between,
        "gap_ends_in_colon": first and between.rstrip().endswith(":"),
        "gap_has_break": ", " in between or ";" in between,
        "adjacent_first": first and bare,
        "adjacent_last": not first and bare,
    }


def _word_values(scene: Scene, content_at: int, words: CueWords, *, first: bool) -> Values:
    text = scene.units.text
    start = scene.contents[content_at].start
    head = text[start : start + 5].lower()
    quoted = scene.is_quoted(content_at)
    say = bool(_SAY & words.frames)
    return {
        "cue_ends_in_colon": first and words.low.endswith(":"),
        "quote_after_cue": quoted and first,
        "quote_before_cue": quoted and not first,
        "that_after_cue": first and head.startswith("that "),
        "to_after_cue": first and head.startswith("to "),
        "say_after_content": say and not first,
        "said_before": say and first,
        "say_and_quote": say and quoted,
        "say_and_unquoted": say and not quoted,
        "judge_last": not first and not say and not quoted,
        "noun_cue_first": first and "noun" in words.frames,
        "according": words.low.startswith(("according", "as ")),
        "cue_is_ing_first": first and words.last.endswith("ing"),
        "capital_first": first and text[start].isupper(),
        "capital_last": not first and text[start].isupper(),
    }


def _rule_values(scene: Scene, content_at: int, cue_at: int) -> Values:
    rules = scene.rules_by_content[content_at]
    agrees = any(rule.cue and rule.cue.overlaps(scene.cues[cue_at]) for rule in rules)
    return {"rule_agrees": agrees, "rule_disagrees": bool(rules) and not agrees}


def _rival_values(scene: Scene, content_at: int, cue_at: int, *, first: bool) -> Values:
    """Return whether another content stands nearer to the cue: what is said comes in one piece, unless it is quoted."""
    before, behind = scene.nearest_contents[cue_at]
    same, other = (behind, before) if first else (before, behind)
    quoted = scene.is_quoted(content_at)
    values: Values = {}
    if same not in {-1, content_at}:
        gap = gap_of(scene.contents[same], scene.cues[cue_at])
        values["rival"] = True
        values["rival_unquoted"] = not quoted
        values["rival_both_quoted"] = quoted and scene.is_quoted(same)
        values["rival_adjacent"] = is_bare(gap.of(scene.units.text))
    if other != -1:
        near = gap_of(scene.contents[other], scene.cues[cue_at])
        if near.end - near.start < 40:
            values["rival_other_side"] = True
            values["rival_other_side_unquoted"] = not quoted
            values["cue_splits_contents"] = quoted and scene.is_quoted(other)
    return values


def alone_values(scene: Scene, content_at: int) -> Values:
    """Return the features of a content without a cue."""
    content = scene.contents[content_at]
    sentence = scene.place(content.start).sentence
    start = scene.sentence_starts[sentence]
    head = content.of(scene.units.text)[:5].lower()
    return {
        "none": 1,
        "none_quote": scene.is_quoted(content_at),
        "none_no_cue_near": not scene.between("cue", content.start - 150, content.end + 150),
        "none_no_cue_in_sentence": not scene.between("cue", start, content.end + 60),
        "none_to": head.startswith("to "),
        "none_that": head.startswith("that "),
    }
