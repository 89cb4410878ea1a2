"""What `make newest` prints: only what has another version, whatever else stands in a lock's lines."""

import pytest

from bench.newest import named, newer, versions_of

LOCK = """
alpha==1.2.3 \\
    --hash=sha256:0
Beta_Two==4.0 ; sys_platform == 'win32' \\
    --hash=sha256:1
"""
RESOLVED = "alpha==1.2.3\nbeta-two==4.1 ; sys_platform == 'win32'\n    # via alpha\n"


def test_a_version_ends_where_its_line_does():
    """As locked with hashes, and as resolved without; names are written in one way."""
    assert versions_of(LOCK) == {"alpha": "1.2.3", "beta-two": "4.0"}
    assert versions_of(RESOLVED) == {"alpha": "1.2.3", "beta-two": "4.1"}


def test_only_what_differs_is_newer():
    """And what the other does not name is nothing new."""
    assert newer(versions_of(LOCK), versions_of(RESOLVED) | {"gamma": "1"}) == {"beta-two": ("4.0", "4.1")}


@pytest.mark.parametrize("requirement", ["pandera[polars]==0.35.*", "pandera[polars]>=1,<2", "pandera[polars]"])
def test_a_requirement_goes_by_its_name(requirement: str):
    """With its extras, and without its bounds."""
    assert named(requirement) == "pandera[polars]"
