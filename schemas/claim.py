"""Claims: words in an article that assert something checkable; one figure, one ranking or one statement each."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules, vocabulary
from schemas.column import (
    Table,
    choice_field,
    id_field,
    json_field,
    key_field,
    moment_field,
    offset_field,
    plain_field,
    run_field,
    share_field,
    words_field,
)


class Claims(Table):
    """Words in an article that assert something checkable, with where they stand and how they are read."""

    claim_id: str = key_field("hash of article_id, kind and span")
    article_id: str = id_field("the article that says it", "articles.article_id")
    kind: str = choice_field(vocabulary.KINDS, "what the claim is about")
    quote: str = words_field("the words of the claim as printed")
    start_char: int = offset_field("where the quote begins")
    end_char: int = offset_field("where the quote ends, exclusive")
    sentence: str = words_field("the sentence that holds it, as printed")
    sentence_start: int = offset_field("where the sentence begins")
    sentence_end: int = offset_field("where the sentence ends, exclusive")
    statement: str = words_field("the claim made self-contained: pronouns and ellipses replaced")
    resolutions: str = json_field("JSON: words that stand for others, and what they stand for, with spans")
    claimant: str = words_field("who asserts it, as the article says; null when the article does", nullable=True)
    claimant_start: int = offset_field("where the claimant is named for this claim", nullable=True)
    claimant_end: int = offset_field("where that name ends, exclusive", nullable=True)
    claimant_kind: str = choice_field(vocabulary.CLAIMANT_KINDS, "what the claimant is", nullable=True)
    voice: str = choice_field(vocabulary.VOICES, "the article's own voice, reported speech or a quotation")
    cue: str = words_field("the word that attributes it: said, maintains, according to", nullable=True)
    tense: str = choice_field(vocabulary.TENSES, "a fact by now, an announced commitment, or a forecast")
    value_low: float = plain_field("the least value that the words allow, after scaling; null if open", nullable=True)
    value_high: float = plain_field("the greatest value that the words allow; null if open", nullable=True)
    modifier: str = choice_field(vocabulary.MODIFIERS, "how the printed number bounds the real one", nullable=True)
    change: str = choice_field(vocabulary.CHANGES, "the direction, where the figure is a change", nullable=True)
    unit: str = words_field("ISO 4217 code, currency sign, person, %, UCUM code, or the counted noun", nullable=True)
    measured: str = words_field("what the figure counts or measures, self-contained", nullable=True)
    time_text: str = words_field("the words that say when", nullable=True)
    time_first: pl.Date = plain_field("the first day that they mean", nullable=True)
    time_last: pl.Date = plain_field("the last day that they mean, inclusive", nullable=True)
    checkworthiness: float = share_field("a priority for people, 0 to 1; says nothing about truth")
    notes: Annotated[pl.List, pl.String()] = plain_field("what the reading could not settle, as `code: words`")
    part_of: str = id_field("the figure that this one is a part of", "claims.claim_id", nullable=True)
    found_by: str = words_field("the finder, and for figures and rankings the form that read the words (figures:range)")
    found_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was first found")
    last_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was last found", refreshed=True)
    run_id: str = run_field()
    stakes: float = pa.Field(
        in_range={"min_value": 0, "max_value": 3},
        nullable=True,
        description="what hangs on it for an editor: 0 nothing, 1 optional, 2 worth checking, 3 must be checked; null where it was read before stakes were",
        metadata={"refreshed": True},
    )
    assertion: str = pa.Field(
        isin=list(vocabulary.ASSERTIONS),
        nullable=True,
        description="how the article holds it out: a fact, a commitment, a forecast, a question, a supposition, a denial, a view",
        metadata={"refreshed": True},
    )
    question: str = pa.Field(
        nullable=True,
        description="what to ask of it outside the article; null where it was read before questions were",
        metadata={"refreshed": True},
    )
    authority: str = pa.Field(
        isin=list(vocabulary.AUTHORITIES),
        nullable=True,
        description="what kind of authority would settle it",
        metadata={"refreshed": True},
    )
    settled_by: str = pa.Field(
        nullable=True, description="which authority that would be, for people", metadata={"refreshed": True}
    )

    class Config:
        """The page of an article asks for its claims."""

        metadata: ClassVar = {"indexes": ("article_id",)}

    @pa.dataframe_check
    @classmethod
    def quote_is_as_long_as_its_span(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Offsets that do not fit the words would highlight the wrong ones."""
        return rules.holds(data, rules.spans("quote", "start_char", "end_char"))

    @pa.dataframe_check
    @classmethod
    def sentence_is_as_long_as_its_span(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """As for the quote."""
        return rules.holds(data, rules.spans("sentence", "sentence_start", "sentence_end"))

    @pa.dataframe_check
    @classmethod
    def quote_begins_in_its_sentence(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A quotation may run on beyond its first sentence, but begins in it."""
        start = pl.col("start_char")
        return rules.holds(data, (pl.col("sentence_start") <= start) & (start < pl.col("sentence_end")))

    @pa.dataframe_check
    @classmethod
    def claimant_start_comes_with_claimant_end(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A span has two ends."""
        return rules.holds(data, rules.both_or_neither("claimant_start", "claimant_end"))

    @pa.dataframe_check
    @classmethod
    def claimant_end_is_after_claimant_start(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A name has at least one character."""
        return rules.holds(data, pl.col("claimant_end") > pl.col("claimant_start"))

    @pa.dataframe_check
    @classmethod
    def claimant_span_and_kind_need_a_claimant(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Nobody has no place and is of no kind."""
        rule = rules.needs("claimant_start", "claimant") & rules.needs("claimant_kind", "claimant")
        return rules.holds(data, rule)

    @pa.dataframe_check
    @classmethod
    def value_low_is_not_above_value_high(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An interval runs upwards."""
        return rules.holds(data, rules.not_above("value_low", "value_high"))

    @pa.dataframe_check
    @classmethod
    def values_are_finite(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An open end is null, never infinite."""
        return rules.holds(data, pl.col("value_low").is_finite() & pl.col("value_high").is_finite())

    @pa.dataframe_check
    @classmethod
    def time_first_comes_with_time_last(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A range of days has two ends."""
        return rules.holds(data, rules.both_or_neither("time_first", "time_last"))

    @pa.dataframe_check
    @classmethod
    def time_first_is_not_after_time_last(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Time runs forwards."""
        return rules.holds(data, rules.not_above("time_first", "time_last"))

    @pa.dataframe_check
    @classmethod
    def part_is_not_its_own_whole(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A figure cannot be a part of itself."""
        return rules.holds(data, pl.col("part_of") != pl.col("claim_id"))

    @pa.dataframe_check
    @classmethod
    def resolutions_are_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The column is read back as JSON."""
        return rules.holds(data, rules.is_json("resolutions"))
