"""How the command line reads `factdesk sql`: a SELECT that begins with a comment is no option, though it begins with dashes."""

from typing import Any

from typer.core import TyperCommand


class SqlCommand(TyperCommand):
    """A command whose argument may begin with `-- words`, as SQL that was written elsewhere often does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put what is SQL behind a `--`, after which nothing is an option."""
        asked = [each for each in args if _is_comment(each)]
        if asked and "--" not in args:
            args = [*(each for each in args if not _is_comment(each)), "--", *asked]
        return super().parse_args(ctx, args)


def _is_comment(word: str) -> bool:
    """Tell whether a word of the command line is SQL behind a comment: no option has a blank or a line's end in its name."""
    name = word.partition("=")[0]
    return word.startswith("--") and any(character.isspace() for character in name)
