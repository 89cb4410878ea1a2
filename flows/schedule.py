"""`python -m flows.schedule [CONFIG] DATA_FOLDER`: the served runner of `factdesk up`, in a process of its own.

It tells the server of the schedules as deployments, and starts a process for each flow run that falls due.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.prefect_environment import has_own_database
from flows.settings import load_settings

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

_ENDED = "factdesk up ended while it went on"


def main() -> None:
    """Serve the schedules until a signal ends it."""
    config, data_folder = sys.argv[1], sys.argv[2]
    settings = load_settings(Path(config) if config else None, data_folder=Path(data_folder))
    from prefect import serve  # noqa: PLC0415 - the environment is read when Prefect is imported
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    from flows.fact_check import deployments  # noqa: PLC0415

    if has_own_database():
        with get_client(sync_client=True) as client:
            close_left_over(client)
    serve(*deployments(settings), print_starting_message=False, limit=1)


def close_left_over(client: "SyncPrefectClient") -> None:
    """Say of every run of a schedule that goes on by Prefect's account that it crashed, and free the places that such runs hold.

    For a start before which nothing can be running. Prefect's server forgets with its end who holds the one place of a
    schedule; while that is taken, each later firing is left out, for ever.
    """
    from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate  # noqa: PLC0415
    from prefect.client.schemas.filters import FlowRunFilter  # noqa: PLC0415
    from prefect.client.schemas.objects import StateType  # noqa: PLC0415
    from prefect.states import Crashed  # noqa: PLC0415

    going_on = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    left = FlowRunFilter.model_validate({"deployment_id": {"is_null_": False}, "state": {"type": {"any_": going_on}}})
    for run in client.read_flow_runs(flow_run_filter=left):  # some hundred at most, and one alone goes on at once
        client.set_flow_run_state(run.id, Crashed(message=_ENDED), force=True)
    for limit in client.read_global_concurrency_limits():
        if limit.active_slots:
            client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))


if __name__ == "__main__":
    main()
