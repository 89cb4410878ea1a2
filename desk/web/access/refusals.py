"""A request that is refused: what it is, the rule, and the next step; and what was typed, so that nothing is lost."""

from dataclasses import dataclass

from starlette.responses import Response

Fields = tuple[tuple[str, str], ...]


@dataclass(slots=True, eq=False)
class Refused(Exception):  # noqa: N818 - named by what happened
    """The request goes no further; the answer is a page that says so. `event` is its name in the audit, if it has one.

    `gives_back` shows what was typed; `sends_again` offers to send it again, which only a page of ours may ask for.
    """

    status_code: int
    what: str
    next_step: str
    event: str | None = None
    retry_after_seconds: int | None = None
    gives_back: bool = False
    sends_again: bool = False


@dataclass(slots=True, eq=False)
class Answered(Exception):  # noqa: N818
    """The request is answered without reaching a page."""

    response: Response
