"""What a killed run leaves is taken up by its rerun, and goes once no rerun can take it up."""

from datetime import UTC, datetime
from pathlib import Path

from flows.run_identity import drop_dead_attempts, first_attempt, identify_run


def test_unfinished_work_stays_until_another_snapshot_is_published(tmp_path: Path) -> None:
    early, late = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))
    first = identify_run(["a"], "{}", 3, early)
    folder = tmp_path / first.run_id
    first_attempt(first, folder)
    (tmp_path / "downloads").mkdir()
    drop_dead_attempts(tmp_path, 3)
    again = first_attempt(identify_run(["a"], "{}", 3, late), folder)
    assert again == first, "the rerun has the clock of the first attempt"
    drop_dead_attempts(tmp_path, 4)
    assert [one.name for one in tmp_path.iterdir()] == ["downloads"]
