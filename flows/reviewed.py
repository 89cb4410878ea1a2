"""What people have found of a claim bears on others of its thread: a run marks those again before it reads anything."""

from datetime import UTC, datetime

from flows.linking import MOST_TOUCHED
from flows.runs import Run
from flows.survey import Opener
from warehouse.marking_rules import statement
from warehouse.store import MarkingRules, mark, read_rows, transaction


def mark_mates_of_reviewed(opener: Opener, rules: MarkingRules, run: Run) -> int:
    """Mark the claims again in whose threads others were reviewed since the last finished run; return how many they are.

    A run that is killed or fails leaves them to the next. MOST_TOUCHED of them at most, those of the newest reviews. May
    raise WarehouseBusy and BrokenFlag.
    """
    with opener() as warehouse, transaction(warehouse):
        mates = read_rows(warehouse, statement("mates_of_reviewed"), [MOST_TOUCHED])["claim_id"].to_list()
        if mates:
            mark(warehouse, mates, run_id=run.run_id, at=datetime.now(UTC), rules=rules)
    return len(mates)
