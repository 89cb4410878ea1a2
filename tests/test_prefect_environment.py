"""What a server of ours is told to forget, in words that Prefect itself takes."""

import subprocess
import sys
from pathlib import Path

from flows.prefect_environment import prefect_environment, server_environment
from flows.settings import Settings

_ASK = """
from prefect.settings import get_current_settings
server = get_current_settings().server
print(server.events.retention_period.days, server.services.db_vacuum.retention_period.days, *sorted(server.services.db_vacuum.enabled))
"""


def test_prefect_forgets_events_after_a_day_and_runs_after_a_week(tmp_path: Path):
    """Events are most of what a run leaves in its database; what a run came to is in `runs`."""
    environ = prefect_environment(Settings(tmp_path)) | server_environment(
        "http://127.0.0.1:9/api", "a:b", is_alone=True
    )
    told = subprocess.run(
        [sys.executable, "-c", _ASK], env=environ, capture_output=True, text=True, check=True, timeout=120
    )
    assert told.stdout.split() == ["1", "7", "events", "flow_runs"]
