"""`python -m desk.manual` prints docs/cli.md: the help of every command, as the commands themselves print it."""

from collections.abc import Iterator
from typing import Any

import typer
import typer.core

from desk.cli import app

_WIDTH = 100
_HEAD = """# The command line

Generated from the commands' own help by `make docs`; a test keeps it current.
"""


def manual() -> str:
    """Return the page: the help of `factdesk`, then of each command in the order in which help lists them."""
    group = typer.main.get_group(app)
    with group.make_context("factdesk", ["check"], resilient_parsing=True, terminal_width=_WIDTH) as context:
        parts = [_part("factdesk", group.get_help(context)), *_parts_of(group, context, "factdesk")]
    return _HEAD + "".join(parts)


def _parts_of(group: typer.core.TyperGroup, context: Any, path: str) -> Iterator[str]:
    """Yield the help of each command of a group, and of the groups inside it."""
    for name, command in group.commands.items():
        with command.make_context(name, [], context, resilient_parsing=True, terminal_width=_WIDTH) as inner:
            yield _part(f"{path} {name}", command.get_help(inner))
            if isinstance(command, typer.core.TyperGroup):
                yield from _parts_of(command, inner, f"{path} {name}")


def _part(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"\n## {title}\n\n```\n{lines}\n```\n"


if __name__ == "__main__":
    print(manual(), end="")
