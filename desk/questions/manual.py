"""`python -m desk.questions.manual` prints docs/sql.md: how to ask, the questions with their answers' shapes, clients."""

import json

from desk.questions import Example, grouped_examples
from desk.questions.answered import EXAMPLES, STORIES

_HEAD = """# Questions in SQL

Generated from the files of `desk/questions/` by `make docs`; a test keeps it current, and another asks each question.

Every run publishes a snapshot that anybody may query. There are three ways:

- `factdesk sql "SELECT ..."` in a terminal; `--format csv|json|markdown|parquet` and `--out FILE` for other programs.
  `factdesk sql --history` lists what was asked before, `--again N` asks one of it once more, and
  `factdesk sql --explain-schema` tells all tables and columns with their meanings.
- the page "Ask" of `factdesk desk`, with the same questions to click, bars and lines, and CSV.
- any DuckDB client of version 1.5 or later on the published file itself (see the end).

The first two answer one SELECT at a time, read-only, without files or network, within 30 seconds and with limited
memory, in a process of its own that can be cancelled at any moment. Tables and columns are explained in the
[data dictionary](data-dictionary.md); `SHOW TABLES` lists them with the views, `DESCRIBE flagged_claims` tells the
columns of one. `current_claims` is the view to begin with: each claim once, as its page says it now, with outlet and day;
`claims` has those of older versions and of copies too, and the outlet of an article stands in `pages`.
"""
_TAIL = '''
## History

What `factdesk sql` was asked is kept in `questions.jsonl` of the data folder: the SELECT, when, how many rows, how long;
the newest 1,000, and never an answer. `keep_questions = false` in factdesk.toml or `FACTDESK_HISTORY=off` switches it off.

## Other programs

`factdesk-data/warehouse/factdesk.duckdb` is a link to the newest snapshot, in the storage format of DuckDB 1.5. Its
files are read-only, and factdesk reads copies of its own: whoever holds one open, for reading or for writing, for as long
as he likes, is in nobody's way. Open it read-only all the same, as below: a client that asks for writing (most do unless told
otherwise) is refused ("Permission denied"), or, where it may write everywhere, keeps other readers of the same snapshot out; a program that stays open keeps the snapshot that
it opened, and sees the next one when it connects anew, in a new process or after closing the old connection.

DuckDB's shell: `duckdb -readonly factdesk-data/warehouse/factdesk.duckdb`, then `FROM flagged_claims;`.

DBeaver: a new connection of the kind DuckDB, the path as above, and in the driver properties
`duckdb.read_only = true`.

Python, with pandas or polars:

```python
import duckdb

connection = duckdb.connect("factdesk-data/warehouse/factdesk.duckdb", read_only=True)
in_pandas = connection.sql("FROM flagged_claims ORDER BY priority DESC").df()
in_polars = connection.sql("FROM flagged_claims ORDER BY priority DESC").pl()
```

## A file of your own beside it

A CSV (or Parquet, or SQLite) of your own is joined where the published file is opened, read-only, in Python; `mills.csv` has the
columns `mill` and `workers`:

```python
import duckdb

connection = duckdb.connect("factdesk-data/warehouse/factdesk.duckdb", read_only=True)
beside = connection.sql("""
    SELECT mills.mill, mills.workers, claims.quote, claims.measured, claims.claimant, claims.outlet
    FROM read_csv('mills.csv') AS mills
    JOIN current_claims AS claims ON contains(lower(claims.sentence), lower(mills.mill))
    WHERE claims.kind = 'people'
    ORDER BY mills.mill, claims.quote
""").fetchall()
```

R:

```r
library(duckdb)
connection <- dbConnect(duckdb(), "factdesk-data/warehouse/factdesk.duckdb", read_only = TRUE)
claims <- dbGetQuery(connection, "FROM flagged_claims ORDER BY priority DESC")
```
'''


_THREADS = """
## Threads, with their answers

Claims that tell the same thing are one thread, whoever tells them. These three articles, read by `factdesk run FILE.jsonl`:

```json
{stories}
```

{examples}"""


def _threads() -> str:
    """Return the examples over threads, each with its answer, which a test asks for."""
    stories = "\n".join(json.dumps(story) for story in STORIES)
    examples = "\n".join(f"### {each.tells}\n\n```sql\n{each.sql}\n```\n\n{each.answer}" for each in EXAMPLES)
    return _THREADS.format(stories=stories, examples=examples)


def manual() -> str:
    """Return the page."""
    parts = [
        f"\n## {group}\n" + "".join(_question(example) for example in examples)
        for group, examples in grouped_examples()
    ]
    return _HEAD + "".join(parts) + _threads() + _TAIL


def _question(example: Example) -> str:
    return f"\n### {example.asks}\n\nGives {example.gives}.\n\n```sql\n{example.sql}\n```\n"


if __name__ == "__main__":
    print(manual(), end="")
