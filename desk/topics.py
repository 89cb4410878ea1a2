"""Writes the SQL macros of topics from the word lists that the finders read, so that each word stands in one place.

python -m desk.topics
"""

import textwrap
from pathlib import Path

import warehouse
from claims.text.lexicon import read_lexicon
from claims.text.topics import alternatives

MACROS = Path(warehouse.__file__).parent / "macros"
_WIDTH = 116


def macros() -> dict[str, str]:
    """Return the text of each macro's file by its name."""
    return {table["macro"]: macro_of(topic) for topic, table in read_lexicon("topics").items()}


def macro_of(topic: str) -> str:
    """Return the file of a topic's macro."""
    table = read_lexicon("topics")[topic]
    quoted = [f"'{word}'" for word in alternatives(topic, table["in_macro"])]
    fitted = textwrap.wrap(", ".join(word.replace(" ", "\0") for word in quoted), _WIDTH, break_long_words=False)
    listed = "\n".join(f"        {line}" for line in fitted).replace("\0", " ")
    return (
        f"-- what: {table['what']}\n"
        "-- Written by `make docs` from the lists of topics that the finders of claims read too.\n"
        f"CREATE OR REPLACE MACRO {table['macro']}({table['parameter']}) AS\n"
        rf"    regexp_matches(lower({table['parameter']}), '\b(?:' || concat_ws('|',"
        f"\n{listed}\n"
        r"    ) || ')\b');"
        "\n"
    )


def main() -> None:
    """Write every macro of a topic."""
    for name, text in macros().items():
        (MACROS / f"{name}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
