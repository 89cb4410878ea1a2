"""The lists of attacks are whole: enough of them, each with name, attack and outcome, each tried, and told in the docs."""

from pathlib import Path

import pytest

from tests.desk.attack_list import TESTS, TITLES, lists, manual

PROJECT = Path(__file__).parents[2]
LISTS = lists()
SUBJECTS = {
    "script in a title": "script_in_title",
    "script in a byline": "script_in_byline",
    "script in an address": "script_as_the_pages_address",
    "script in a claimant": "script_in_claimant",
    "script in a note": "script_in_note",
    "a formula in a table": "cell with a formula",
    "a path out of an export": "path_upwards_as_a_claims_id",
    "SQL that writes": "write a row",
    "two statements at once": "two statements",
    "a form of another site": "form_without_token",
    "a forged cookie": "forged_cookie",
    "a way on to another site": "way_back_to_another_site",
}


def test_there_are_enough_attacks_and_each_is_whole():
    """At least sixty, no two of one name in a list, and nothing but a name, an attack and an outcome."""
    assert sum(map(len, LISTS.values())) >= 60
    for name, rows in LISTS.items():
        assert len({row["name"] for row in rows}) == len(rows), name
        for row in rows:
            assert set(row) == {"name", "attack", "outcome"}, (name, row)
            assert all(text.strip() for text in row.values()), (name, row)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_feared_most_is_among_them(subject: str):
    """By the name of the attack."""
    assert any(row["name"] == SUBJECTS[subject] for rows in LISTS.values() for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_its_title_and_is_read_by_its_test(name: str):
    """A list that no test reads tries nothing."""
    assert TITLES[name]
    assert f"{name}.toml" in (PROJECT / TESTS[name]).read_text(encoding="utf-8")


def test_the_page_of_the_attacks_is_current():
    """`make docs` writes it from the lists."""
    assert (PROJECT / "docs" / "attacks.md").read_text(encoding="utf-8") == manual()
