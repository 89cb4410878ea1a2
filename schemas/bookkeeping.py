"""What the warehouse notes about itself: which of its SQL files it has applied."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.column import Table, plain_field, words_field


class AppliedFiles(Table):
    """One SQL file (a migration), or one group of them (the views and macros), as applied to this warehouse."""

    file: str = pa.Field(description="the migration's name, or `definitions`", metadata={"key": True})
    sha256: str = words_field("SHA-256 of the text that was applied")
    applied_at: Annotated[pl.Datetime, "us", "UTC"] = plain_field("when")
