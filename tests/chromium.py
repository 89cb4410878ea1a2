"""The system's own Chromium for a whole file of tests, and what axe finds on a page in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: apt-get install chromium")
# The colours of a scheme are all that it may change: where the others ran on the same page, these rules are enough.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES_OF_COLOURS = {"runOnly": _COLOURS, "resultTypes": ["violations"]}


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Hold up one Chromium; contexts keep what is done in it apart, for a tenth of what another Chromium costs."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - whoever has none of it still collects the tests

    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic"]
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def serious_faults(page: "Page", options: dict[str, Any] | None = None) -> list[str]:
    """Return the serious and critical faults that axe finds; the lesser ones are printed."""
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    script = (
        "0" if page.evaluate("'axe' in window") else AXE_SCRIPT
    )  # half a megabyte, which a page need read only once
    found = Axe(script).run(page, options=options or {"resultTypes": ["violations"]}).response["violations"]
    told = [
        f"{each['impact']}: {each['id']}: {'; '.join(str(node['target'][0]) + ' ' + node['html'][:120] for node in each['nodes'][:3])}"
        for each in found
    ]
    for each in told:
        print(page.url, each)
    return [each for each in told if each.startswith(("serious", "critical"))]
