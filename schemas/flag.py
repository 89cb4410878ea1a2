"""Flags: why a claim needs verifying outside its article, and the rules that were in force when they were set."""

from typing import Annotated, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, id_field, json_field, moment_field, plain_field, run_field

FLAG_PATTERN = "^[a-z][a-z0-9_]*$"


class Flags(Table):
    """One reason why a claim needs verifying outside the article; replaced when the claim is marked again."""

    claim_id: str = id_field("the claim", "claims.claim_id", key=True)
    flag: str = pa.Field(
        str_matches=FLAG_PATTERN, description="which flag", metadata={"key": True, "refers_to": "flag_rules.flag"}
    )
    weight: float = pa.Field(ge=0, description="how much it counts in the order of claims of like stakes")
    detail: str = json_field("JSON: the inputs that it fired on")
    flagged_at: Annotated[pl.Datetime, "us", "UTC"] = moment_field("when it was set")
    run_id: str = run_field()

    class Config:
        """Nobody looks up one claim's flags among millions (its mark tells them), and keys are held in memory while a run writes."""

        metadata: ClassVar = {"unindexed": True}

    @pa.dataframe_check
    @classmethod
    def detail_is_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The column is read back as JSON."""
        return rules.holds(data, rules.is_json("detail"))


class FlagRules(Table):
    """What each flag means, from the header of its file; rewritten at every marking."""

    flag: str = pa.Field(str_matches=FLAG_PATTERN, description="the flag's name", metadata={"key": True})
    why: str = plain_field("why a claim with it needs verifying")
    clears: str = plain_field("what would settle it")
    weight: float = pa.Field(ge=0, description="how much it counts in the order of claims of like stakes")
    always: bool = plain_field("whether it alone suffices, whatever the threshold")
    says: str = plain_field(
        "what it says of one claim, with {names} of what the claim and its inputs have; null where why says all",
        nullable=True,
    )


class MarkingSettings(Table):
    """One row: the settings of the latest marking."""

    threshold: float = pa.Field(ge=0, description="the stakes from which a claim with a reason needs verification")
    money_total: float = pa.Field(ge=0, description="the sum of money from which money_total fires")
