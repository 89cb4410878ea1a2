"""Miscounts: numbers of one article that contradict one another, by the rules of sums."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import rules
from schemas.column import Table, choice_field, id_field, json_field, key_field, plain_field, run_field, words_field
from schemas.vocabulary import MISCOUNTS


class Miscounts(Table):
    """Numbers of one article that contradict one another; those of readers of before are not told any more."""

    miscount_id: str = key_field("hash of article, rule, terms and what read it")
    article_id: str = id_field("the article", "articles.article_id")
    rule: str = choice_field(MISCOUNTS, "by which rule")
    says: str = words_field("what contradicts what, in a sentence for people")
    expected: str = words_field("what the other numbers make")
    printed: str = words_field("what is printed")
    terms: str = json_field("JSON: the numbers that take part, as [{words, start, end, in_title}]")
    claim_ids: Annotated[pl.List, pl.String()] = plain_field("the claims that take part -> claims.claim_id")
    found_with: str = words_field("what read the article, as in articles.found_with")
    run_id: str = run_field()

    @pa.dataframe_check
    @classmethod
    def terms_are_json(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The column is read back as JSON."""
        return rules.holds(data, rules.is_json("terms"))
