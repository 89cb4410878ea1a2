"""`digest`: what is new since the last one, printed or sent."""

from pathlib import Path

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, SOME_FAILED, say, say_all, show
from flows.settings import load_settings


def digest(config: Path | None, data: Path | None, *, send_it: bool) -> int:
    """Print the digest, or send it to every address of the settings; return 1 if it did not reach one of them."""
    settings = load_settings(config, data_folder=data)
    if send_it and not settings.digest.to:
        raise WrongUsage(
            "digest.to names nobody to send to; name an address in the settings (`factdesk init` shows how)"
        )
    if not settings.published.exists():
        raise NothingPublished(f"{settings.published}: nothing is published there yet; `factdesk run INPUT...` does it")
    from flows.digest import gather_digest, send_digest  # noqa: PLC0415 - loads polars and DuckDB
    from reports.digest import digest_markdown  # noqa: PLC0415

    gathered, given = gather_digest(settings)
    text = digest_markdown(gathered)
    if not send_it:
        show(text)
        return FINE
    sent = send_digest(settings, gathered, text, given)
    say_all(sent.faults)
    say(f"the digest went to {sent.reached} of {sent.asked} addresses: {gathered.heading}")
    return SOME_FAILED if sent.faults else FINE
