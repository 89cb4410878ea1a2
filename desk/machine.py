"""`init`, `doctor` and `up`: a machine that is to run factdesk."""

from importlib.resources import files
from pathlib import Path

from desk.faults import WrongUsage
from desk.words import FINE, SOME_FAILED, say, show
from flows.settings import load_settings


def init(file: Path) -> int:
    """Write the commented settings; refuses to overwrite."""
    text = (files("desk") / "templates" / "factdesk.toml").read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise WrongUsage(f"{file} is there already and is left alone: name another file, or move it away") from None
    show(f"Written: {file}; edit it, then `factdesk doctor` says whether it can be used.")
    return FINE


def doctor(config: Path | None, data: Path | None) -> int:
    """Print one line per finding, with its remedy where something is wrong; return 1 if anything is."""
    from desk.health import examine  # noqa: PLC0415

    findings = examine(config, data)
    for finding in findings:
        mark = "ok  " if finding.remedy is None else "BAD "
        show(f"{mark} {finding.what}" + (f"\n     -> {finding.remedy}" if finding.remedy else ""))
    return SOME_FAILED if any(finding.remedy for finding in findings) else FINE


def up(config: Path | None, data: Path | None) -> int:
    """Hold the server and the schedules up until Ctrl-C."""
    from flows.up import run_up  # noqa: PLC0415

    run_up(load_settings(config, data_folder=data), say)
    say("stopped")
    return FINE
