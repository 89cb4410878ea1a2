"""Which figures of the articles of an event measure the same thing, as a run links them."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from bench.predict_gold import places_of, read_record, records_in
from claims.model import Article
from flows.runs import begin_run
from flows.tasks import check_batch
from schemas.vocabulary import FIGURE_KINDS
from warehouse.store import MarkingRules, open_warehouse, read_rows

Row = dict[str, Any]

SELECT = """
    SELECT coalesce(thread_id, claim_id) AS thread_id, name AS doc_id, start_char, end_char
    FROM claims LEFT JOIN thread_claims USING (claim_id) JOIN articles USING (article_id)
    WHERE list_contains(?::VARCHAR[], kind)
    ORDER BY thread_id, doc_id, start_char
"""


def predict(source: Path) -> Iterator[Row]:
    """Yield `{"cluster", "threads"}` for each folder with `articles/*.json` of a folder."""
    for folder in sorted(source.iterdir()):
        if (folder / "articles").is_dir():
            yield {"cluster": folder.name, "threads": threads_of(folder)}


def threads_of(folder: Path) -> list[list[Row]]:
    """Return the threads of a cluster's articles, read in one run into an empty warehouse; single claims are one each."""
    texts = {record["doc_id"]: record for record in records_in(folder)}
    read = {doc_id: read_record(record) for doc_id, record in texts.items()}
    articles = {article.name: (doc_id, article) for doc_id, article in read.items() if isinstance(article, Article)}
    places = {doc_id: places_of(article.text, texts[doc_id]["text"]) for doc_id, article in articles.values()}
    with open_warehouse() as warehouse:
        check_batch(
            [article for _, article in articles.values()], lambda: nullcontext(warehouse), MarkingRules(), begin_run()
        )
        rows = read_rows(warehouse, SELECT, [list(FIGURE_KINDS)]).to_dicts()
    threads: dict[str, list[Row]] = {}
    for row in rows:
        doc_id, _ = articles[row["doc_id"]]
        at = places[doc_id]
        mention = {"doc_id": doc_id, "start": at[row["start_char"]], "end": at[row["end_char"] - 1] + 1}
        threads.setdefault(row["thread_id"], []).append(mention)
    return list(threads.values())
