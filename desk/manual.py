"""`python -m desk.manual` prints docs/cli.md: the help of every command, as the commands themselves print it."""

import typer

from desk.cli import app

_WIDTH = 100
_HEAD = """# The command line

Generated from the commands' own help by `make docs`; a test keeps it current.
"""


def manual() -> str:
    """Return the page: the help of `factdesk`, then of each command in the order in which help lists them."""
    group = typer.main.get_group(app)
    with group.make_context("factdesk", ["check"], resilient_parsing=True, terminal_width=_WIDTH) as context:
        parts = [_part("factdesk", group.get_help(context))]
        for name, command in group.commands.items():
            with command.make_context(name, [], context, resilient_parsing=True, terminal_width=_WIDTH) as inner:
                parts.append(_part(f"factdesk {name}", command.get_help(inner)))
    return _HEAD + "".join(parts)


def _part(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"\n## {title}\n\n```\n{lines}\n```\n"


if __name__ == "__main__":
    print(manual(), end="")
