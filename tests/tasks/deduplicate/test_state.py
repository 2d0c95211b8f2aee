"""Publishes the state of many small runs, and finds copies through the files that are left."""

from pathlib import Path

from tasks.deduplicate.deduplicate import deduplicate
from tests.tasks.deduplicate.newsroom import Warehouse, article, story
from warehouse import compact
from warehouse.change import TableChange
from warehouse.layout import Warehouse as Layout
from warehouse.publish import publish
from warehouse.snapshot import Snapshot
from warehouse.stage import writing_of

RUNS = 60
STATES = ("index", "shingles")


def test_many_small_runs_leave_few_files_and_every_text_is_found(tmp_path: Path) -> None:
    house, snapshot = Warehouse(tmp_path), None
    layout = Layout(tmp_path / "warehouse")
    for run in range(RUNS):
        result = house.run([article(f"{run}", story(run), run=run)])
        added = [TableChange(name, (getattr(result, name),)) for name in STATES]
        snapshot = publish(layout, snapshot, [], added, {})
    assert isinstance(snapshot, Snapshot)
    for name in STATES:
        assert snapshot.state_rows(name) == RUNS
        files, fresh = snapshot.state_files(name), getattr(result, name)
        assert len(files) <= 3 * compact.FILES_OF_A_SIZE
        assert {writing_of([file]) for file in files} == {writing_of([fresh])}
    copies = [article(f"late{run}", story(run)[:-9], run=RUNS) for run in range(RUNS)]
    changed = house.file("changed", copies)
    tables = [house.files(name) for name in ("articles", "duplicates")]
    state = [snapshot.state_files(name) for name in STATES]
    found = deduplicate([changed], None, *tables, *state, tmp_path / "late", house.options)
    assert found.copies == RUNS
