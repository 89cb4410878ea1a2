"""Finding claims on the workers of a Dask cluster, for one run that is too big for one process.

Only what costs the most goes there, reading a batch's articles and finding their claims. Looking up what is known and
writing stay with the run, in the batches' order, so the result is that of one process.
"""

from importlib.util import find_spec
from typing import Any

from flows.settings import Settings, SettingsError


def is_on_cluster(settings: Settings) -> bool:
    """Tell whether claims are found on workers of a cluster."""
    return bool(settings.dask or settings.dask_workers)


def on_cluster(flow: Any, settings: Settings) -> Any:
    """Return the flow with what its tasks are handed to. Raises SettingsError where the extra is not installed."""
    if not is_on_cluster(settings) or flow.name != "fact-check":
        return flow
    if not find_spec("prefect_dask"):
        raise SettingsError("server.dask needs prefect-dask, which is not installed: pip install 'factdesk[dask]'")
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - an extra

    if settings.dask:
        return flow.with_options(task_runner=DaskTaskRunner(address=settings.dask))
    # One thread each: the interpreter's lock lets no two threads of a process find claims at once.
    cluster = {"n_workers": settings.dask_workers, "threads_per_worker": 1, "dashboard_address": None}
    return flow.with_options(task_runner=DaskTaskRunner(cluster_kwargs=cluster))
