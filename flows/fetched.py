"""What asking the web for something comes to: an answer, or a failure of a known class with its rule and next step."""

from dataclasses import dataclass
from datetime import datetime

from schemas.fetch import FetchOutcome


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: the bytes, unpacked, and where they were found in the end."""

    url: str  # as asked
    final_url: str  # after redirects
    content: bytes
    content_type: str  # in lower case, without parameters; "" when the server did not say
    charset: str | None  # as the server declared it
    unchanged: bool  # the server said that it is what was kept from last time
    moved_to: str | None  # where permanent redirects lead
    tries: int


class NotFetched(Exception):  # noqa: N818 - named by what is the case
    """The address gave nothing that can be read: `outcome` is the class of the failure."""

    def __init__(  # noqa: PLR0913 - each is a fact of its own
        self,
        outcome: FetchOutcome,
        rule: str,
        next_step: str,
        *,
        status: int | None = None,
        not_before: datetime | None = None,
        passes: bool = False,
    ) -> None:
        super().__init__(outcome, rule, next_step)
        self.outcome: FetchOutcome = outcome
        self.rule = rule
        self.next_step = next_step
        self.status = status
        self.not_before = not_before  # when the site wants to be asked again
        self.passes = passes  # another try, moments later, may do better
        self.tries = 1

    def led_to(self, address: str) -> "NotFetched":
        """Return the failure as that of an address which redirects to the one that failed."""
        rule = f"it redirects to {address}, and there {self.rule}"
        failure = NotFetched(self.outcome, rule, self.next_step, status=self.status, not_before=self.not_before)
        failure.tries = self.tries
        return failure

    def __str__(self) -> str:
        """Return class, rule and next step on one line."""
        return f"{self.outcome}: {self.rule}. {self.next_step}"
