"""`python -m flows.schedule [CONFIG] DATA_FOLDER`: the served runner of `factdesk up`, in a process of its own.

It tells the server of the schedules as deployments, and starts a process for each flow run that falls due.
"""

import sys
from pathlib import Path

from flows.settings import load_settings


def main() -> None:
    """Serve the schedules until a signal ends it."""
    config, data_folder = sys.argv[1], sys.argv[2]
    settings = load_settings(Path(config) if config else None, data_folder=Path(data_folder))
    from prefect import serve  # noqa: PLC0415 - the environment is read when Prefect is imported

    from flows.fact_check import deployments  # noqa: PLC0415

    serve(*deployments(settings), print_starting_message=False, limit=1)


if __name__ == "__main__":
    main()
