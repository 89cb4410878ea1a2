"""Whether this machine lets a run write what it would write, asked before anything is started that takes long."""

import shutil
import tempfile
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

from flows.settings import Settings
from warehouse.machine import refuse_cut_short
from warehouse.store import WarehouseBusy, open_warehouse

LEAST_FREE_BYTES = 20_000_000
_PATIENCE_SECONDS = 0.5  # for somebody else's lock: then the file is in use, and so in order


def refuse_unready_machine(settings: Settings) -> None:
    """Try every folder of the data, the room on its disk, and the live file or the lake.

    Raises OSError, naming the folder, or WarehouseUnusable for a live file that is damaged where every run begins, and for
    a lake that does not answer.
    """
    for folder in (settings.data_folder, settings.live.parent, settings.published.parent, settings.reports_folder):
        _try_to_write(folder)
    with suppress(WarehouseBusy), open_warehouse(settings.store, timeout_seconds=_PATIENCE_SECONDS) as warehouse:
        if warehouse.path:
            refuse_cut_short(warehouse.connection, warehouse.path)


def _try_to_write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"factdesk")
    except OSError as error:
        raise OSError(error.errno, error.strerror or "cannot be written", str(folder)) from error
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        raise OSError(ENOSPC, "no space left on its disk", str(folder))
