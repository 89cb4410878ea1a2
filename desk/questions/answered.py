"""Examples over threads for docs/sql.md, each with its answer; a test reads the stories and asks them."""

from typing import NamedTuple


class Answered(NamedTuple):
    """What an example tells, its SELECT, and what it answers, as Markdown."""

    tells: str
    sql: str
    answer: str


STORIES: tuple[dict[str, str], ...] = (
    {
        "doc_id": "post",
        "outlet": "The Post",
        "date": "2026-03-04",
        "text": "A ferry sank off Halmora on Monday, killing nine people and injuring 31. The ferry Brisa carried 212 passengers, "
        "the coastguard of Halmora said. The rescue off Halmora cost $4.2 million.",
    },
    {
        "doc_id": "herald",
        "outlet": "The Herald",
        "date": "2026-03-05",
        "text": "Nine people were killed and 31 others were injured when the ferry Brisa sank off Halmora. There were 212 "
        "passengers on board.",
    },
    {
        "doc_id": "mail",
        "outlet": "The Mail",
        "date": "2026-03-06",
        "text": "Eleven people were killed when the ferry Brisa sank off Halmora, the coroner said. It carried 212 passengers. "
        "The rescue off Halmora cost $2.4 million.",
    },
)
"""What three outlets told on three days."""

EXAMPLES: tuple[Answered, ...] = (
    Answered(
        "Which things do several claims with a word measure, and how do their figures differ?",
        "SELECT measured, quotes, articles, differences FROM threads_about('ferry')",
        r"""| measured | quotes | articles | differences |
|---|---|---:|---|
| passengers on board | \["212 passengers"\] | 3 | \[\] |
| people | \["Eleven people", "Nine people", "nine people"\] | 3 | \["update\_over\_time"\] |
| people injured | \["31"\] | 2 | \[\] |
""",
    ),
    Answered(
        "Who has told what of one thing, and when?",
        "SELECT told_at::DATE AS day, outlet, claimant, quote, difference\n"
        "FROM series_of((SELECT claim_id FROM claims WHERE quote = 'Eleven people'))",
        r"""| day | outlet | claimant | quote | difference |
|---|---|---|---|---|
| 2026\-03\-04 | The Post |  | nine people | update\_over\_time |
| 2026\-03\-05 | The Herald |  | Nine people | update\_over\_time |
| 2026\-03\-06 | The Mail | the coroner | Eleven people |  |
""",
    ),
    Answered(
        "Which claims are on the same thing as one, and how surely?",
        "SELECT quote, score >= 0.4 AS sure FROM thread_of((SELECT claim_id FROM claims WHERE quote = '$2.4 million'))",
        r"""| quote | sure |
|---|---|
| \$4\.2 million | true |
| \$2\.4 million | true |
""",
    ),
    Answered(
        "Where do figures for one thing differ, and how many sources tell them?",
        "SELECT lowest, highest, unit, differences, sources FROM figure_drift ORDER BY highest",
        r"""| lowest | highest | unit | differences | sources |
|---:|---:|---|---|---:|
| 9 | 11 | person | \["update\_over\_time"\] | 3 |
| 2400000 | 4200000 | USD | \["contradiction"\] | 2 |
""",
    ),
    Answered(
        "Which claims are told by one source alone?",
        "SELECT quote, articles, pages FROM single_origin_claims ORDER BY quote",
        r"""| quote | articles | pages |
|---|---:|---:|
| \$2\.4 million | 1 | 1 |
| \$4\.2 million | 1 | 1 |
| Eleven people | 1 | 1 |
""",
    ),
)
