"""Every form of a number's tables reads its example, leaves its counter-example, and every number is accounted for."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from claims.figures import account_numbers, find_figures
from claims.spans.forms import Form, Table
from claims.spans.numbers import amounts, atoms, joins, names
from claims.spans.numbers.read import read_numbers
from claims.spans.numbers.readings import Role
from claims.text.tokens import tokenise

TABLES: dict[str, Table[Any, Any]] = {
    "atoms": atoms.TABLE,
    "first": names.FIRST_TABLE,
    "amounts": amounts.TABLE,
    "joins": joins.TABLE,
}


def all_forms() -> Iterator[Any]:
    """Yield every form with the name of its table."""
    for name, table in TABLES.items():
        yield from (pytest.param(name, form, id=f"{name}: {form.name}") for form in table.forms)


def fired(text: str, table: str) -> set[str]:
    """Return the names of the forms of a table that read something in a text."""
    tokens = tokenise(text)
    if table == "atoms":
        return {number.form for number in atoms.find_numbers(tokens)}
    dates = [(text.index("May"), text.index("May") + 8)] if "May 2019" in text else []
    numbers = read_numbers(text, dates)
    return {other.form for other in numbers.others} | {
        form for settled in numbers.settled for form in (settled.quantity.form, settled.quantity.amount.form)
    }


@pytest.mark.parametrize(("table", "form"), list(all_forms()))
def test_a_form_reads_its_example_and_leaves_its_counter_example(table: str, form: Form[Any, Any]):
    """The example is a text in which the form fires, the counter-example one much like it in which it does not."""
    assert form.example
    assert form.counter_example
    assert form.name in fired(form.example, table)
    assert form.name not in fired(form.counter_example, table)


def test_no_two_forms_of_a_table_share_a_name():
    """The name of a form is what `found_by` stores, so it stands for one form."""
    for table in TABLES.values():
        assert len({form.name for form in table.forms}) == len(table.forms)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("On 12 May 2019 at 5:30 p.m. 14 boats left Pier 7.", ["date", "date", "time", "time", "figure", "name"]),
        ("Call 212-555-0147 or see www.example.org/44.", ["address", "address", "address", "address"]),
        ("Rosa Diaz, 44, lives at 12 Elm Road; United won 4-3.", ["age", "address", "score", "score"]),
        ("One of them is in the top ten, 100 percent sure.", ["idiom", "rank", "idiom"]),
        ("(2) The A320 and the Boeing 737 carry 180 passengers each.", ["list index", "name", "name", "figure"]),
    ],
)
def test_every_number_of_a_text_has_one_role(text: str, roles: list[str]):
    """Each digit group and number word is given in order, with what it is for."""
    assert [account.role for account in account_numbers(text)] == roles


def test_accounts_cover_every_digit():
    """No digit of a text is left out of the account, and the roles are those that are known."""
    text = "In 2019 about 1,200 of the 5,000 seats at 12 Elm Road were sold for $40 to $55, up 3.5% (B12, 7x, 9/4)."
    accounts = account_numbers(text)
    covered = {place for account in accounts for place in range(account.span.start, account.span.end)}
    assert {place for place, sign in enumerate(text) if sign.isdecimal()} <= covered
    assert {account.role for account in accounts} <= set(get_args(Role))


def test_a_figure_names_the_form_that_read_it():
    """`found_by` is the name of a form of the tables, or of a rule for factors."""
    names_of_forms = {form.name for table in TABLES.values() for form in table.forms} | {"multiple"}
    text = "Sales doubled to $5 million, 40 percent more than a year before; two-thirds of 30 shops are within 5 km."
    assert {figure.found_by for figure in find_figures(text)} <= names_of_forms


@pytest.mark.parametrize(
    "unit",
    ["1,", "$1 ", "one hundred ", "twenty-", "1/2 ", "€1", "$1 million ", "... ", "5-", "1 to ", "between 1 and ", "Acme 5 ", "aged 5, ", "a ", "12 450 ", "5 percent of "],
)  # fmt: skip
def test_steps_grow_with_the_text(unit: str, monkeypatch: pytest.MonkeyPatch):
    """Twice the text takes twice the tries of forms, whatever it repeats, and nothing is raised."""
    tries = 0
    tried = Table._read

    def counted(self: Table[Any, Any], *args: Any) -> Any:
        nonlocal tries
        tries += 1
        return tried(self, *args)

    monkeypatch.setattr(Table, "_read", counted)
    steps = []
    for size in (4_000, 8_000):
        tries = 0
        find_figures("It is 5 kg " + unit * (size // len(unit)))
        steps.append(tries)
    assert steps[1] <= 2.2 * steps[0] + 50
