"""Sketches: what is kept of each article's text to find its copies by, in this run and in all later ones."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.column import Table, count_field, plain_field, run_field, words_field

LONGEST_SKETCH = 1_000


class Sketches(Table):
    """A MinHash of an article's shingles, in bands to look up by; texts of a few words have none."""

    article_id: str = pa.Field(
        str_matches="^[0-9a-f]{16}$",
        description="the article",
        metadata={"key": True, "refers_to": "articles.article_id"},
    )
    shingles: int = count_field("how many different runs of five words the text has")
    minhash: Annotated[pl.List, pl.UInt32()] = plain_field("the smallest hash under each permutation")
    bands: Annotated[pl.List, pl.UInt32()] = plain_field("hashes of its bands: texts that share one may be copies")
    sketched_by: str = words_field("what made it, with its version; only sketches of one make are compared")
    run_id: str = run_field()
