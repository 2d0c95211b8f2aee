"""Parts are handed on while a group is still read, and none of an unfinished attempt stays."""

from pathlib import Path
from threading import Event, Timer

from tasks.ingest.task import forget_unfinished, marker, parts_as_they_come


def test_parts_come_in_order_and_as_soon_as_they_are_there(tmp_path: Path) -> None:
    done = Event()
    coming = parts_as_they_come(tmp_path, "00000", done)
    names = [f"documents-00000-{number:05d}.parquet" for number in range(3)]
    (tmp_path / "documents-00001-00000.parquet").touch()  # another group's
    (tmp_path / names[0]).touch()
    assert next(coming).name == names[0]
    Timer(0.1, (tmp_path / names[1]).touch).start()
    assert next(coming).name == names[1]
    (tmp_path / names[2]).touch()
    done.set()
    assert [part.name for part in coming] == names[2:]


def test_what_an_attempt_left_unfinished_goes(tmp_path: Path) -> None:
    mine, quarantine = "documents-00000-00000.parquet", "quarantine-00000.parquet"
    other = "documents-00001-00000.parquet"
    for name in (mine, quarantine, other):
        (tmp_path / name).touch()
    marker(tmp_path, "00001").touch()  # that group was read to its end
    for key in ("00000", "00001"):
        forget_unfinished(tmp_path, key)
    assert sorted(path.name for path in tmp_path.glob("*.parquet")) == [other]
