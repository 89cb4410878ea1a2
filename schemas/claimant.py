"""Claimants: who is who across articles, under which names, whose claim each is, and what people joined or split."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import vocabulary
from schemas.column import Table, choice_field, id_field, key_field, moment_field, plain_field, run_field, words_field

CLAIMANT_ACTS = ("join", "split", "undo")


class Claimants(Table):
    """One who claims things: a person or body known by a name across articles, or somebody of one article alone."""

    claimant_id: str = key_field("hash of the name that is theirs alone; of article and name where it is not")
    name: str = words_field("the name as first printed in full, without title")
    claimant_kind: str = choice_field(vocabulary.CLAIMANT_KINDS, "what the claimant is", nullable=True)
    is_across: bool = plain_field("whether the name is known in any article; else it is read in its own alone")
    first_seen_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when they were first met")
    run_id: str = run_field()


class ClaimantNames(Table):
    """The names by which a claimant is known in any article: full names, bodies, acronyms, offices with a surname."""

    name_key: str = pa.Field(
        str_length={"min_value": 1},
        description="the name, folded: n: a full name or body, a: an acronym, o: an office with a surname",
        metadata={"key": True},
    )
    claimant_id: str = id_field("who bears it", "claimants.claimant_id", key=True)
    middle: str = plain_field(
        "the names between first and last, folded, which tell two of one name apart", nullable=True
    )
    run_id: str = run_field()

    class Config:
        """All names of a claimant are asked for together."""

        metadata: ClassVar = {"indexes": ("claimant_id",)}


class ClaimClaimants(Table):
    """Whose claim a claim is, as its article names them; what people joined and split is told by `told_claimants`."""

    claim_id: str = id_field("the claim", "claims.claim_id", key=True)
    claimant_id: str = id_field("the claimant", "claimants.claimant_id")
    run_id: str = run_field()


class ClaimantActs(Table):
    """One act of a person on who is who, signed; rows are only ever added, and an undo takes an earlier one back."""

    act_id: str = key_field("hash of claimant, reviewer and moment")
    act: str = choice_field(
        CLAIMANT_ACTS, "join: the claimant is the other one; split: articles mean the other one; undo"
    )
    claimant_id: str = id_field("the claimant", "claimants.claimant_id")
    other_id: str = id_field(
        "whom the claimant is one with, or who the split articles mean; null for an undo",
        "claimants.claimant_id",
        nullable=True,
    )
    article_ids: Annotated[pl.List, pl.String()] = plain_field("the articles that are split off", nullable=True)
    note: str = plain_field("in the person's words", nullable=True)
    reviewer: str = words_field("who")
    acted_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when")
    undoes: str = id_field("the earlier act that this one takes back", "claimant_acts.act_id", nullable=True)

    @pa.dataframe_check
    @classmethod
    def undo_names_what_it_undoes(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """An undo takes something back, and nothing else does."""
        rule = (pl.col("act") == "undo") == pl.col("undoes").is_not_null()
        return data.lazyframe.select(rule.fill_null(value=True))

    @pa.dataframe_check
    @classmethod
    def join_and_split_name_another(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Nobody is joined with, or split off from, themselves."""
        rule = (pl.col("act") == "undo") | (
            pl.col("other_id").is_not_null() & (pl.col("other_id") != pl.col("claimant_id"))
        )
        return data.lazyframe.select(rule.fill_null(value=False))
