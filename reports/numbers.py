"""All numbers of one article in plain text: what each was taken for, by which form, and the words around it."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reports.visible import on_one_line
from reports.words import counted

_AROUND = 24  # characters on each side


class Printed(NamedTuple):
    """One number: its span in the text, what it is for, and the form that says so ("" where none does)."""

    start: int
    end: int
    role: str
    form: str


def list_numbers(name: str, text: str, numbers: Sequence[Printed], *, width: int = 100) -> str:
    """Return the list of `factdesk explain --numbers`: a line for each number, in the order of the text."""
    roles = Counter(number.role for number in numbers)
    shares = ", ".join(f"{times} {role}" for role, times in roles.most_common())
    head = f"{on_one_line(name)}: {counted(len(numbers), 'number')}" + (f" ({shares})" if shares else "")
    roles_width = max((len(number.role) for number in numbers), default=0)
    forms_width = max((len(number.form) for number in numbers), default=0)
    lines = [
        f"{number.role:<{roles_width}}  {number.form:<{forms_width}}  {_in_context(text, number)}"[:width].rstrip()
        for number in numbers
    ]
    return "\n".join([head, "", *lines] if lines else [head]) + "\n"


def _in_context(text: str, number: Printed) -> str:
    """Return a number in brackets with the words around it, on one line."""
    before, after = text[max(0, number.start - _AROUND) : number.start], text[number.end : number.end + _AROUND]
    return on_one_line(
        f"{before.rpartition(chr(10))[2]}[{text[number.start : number.end]}]{after.partition(chr(10))[0]}"
    )
