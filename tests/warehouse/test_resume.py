"""A finished piece of work is not done twice, unless what it was made from is new."""

import os
from pathlib import Path

from warehouse.resume import once


def test_work_is_done_once(tmp_path: Path) -> None:
    done: list[int] = []

    def work() -> int:
        done.append(1)
        return len(done)

    marker, part = tmp_path / "marker.json", tmp_path / "part"
    part.write_text("one")
    assert once(marker, int, work, part) == 1
    assert once(marker, int, work, part) == 1
    later = marker.stat().st_mtime_ns + 1
    os.utime(part, ns=(later, later))  # the input was read again
    assert once(marker, int, work, part) == 2
    assert once(marker, int, work) == 2


def test_a_marker_that_cannot_be_read_does_not_count(tmp_path: Path) -> None:
    marker = tmp_path / "marker.json"
    marker.write_text('{"half')
    assert once(marker, int, lambda: 5) == 5
