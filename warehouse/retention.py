"""Removes snapshots: old ones by age, and what an interrupted publish left behind."""

import shutil
import time
from itertools import pairwise
from pathlib import Path

from warehouse.change import PublishError
from warehouse.failpoint import reached
from warehouse.layout import Warehouse
from warehouse.lock import without_readers
from warehouse.manifest import MANIFEST_NAME
from warehouse.snapshot import LEASE_NAME, kept_snapshots, pointed_to

UNFINISHED = ".tmp"
DROPPED = ".dropped"


def drop_old_snapshots(
    warehouse: Warehouse, keep_seconds: float, keep_at_least: int = 2
) -> list[int]:
    """Remove snapshots that were replaced more than `keep_seconds` ago; return their numbers.

    Age counts from the moment the next snapshot took over, since until then readers were sent
    there. The current one, the newest `keep_at_least` and any that a reader has pinned stay. The
    caller holds the writer lock.
    """
    current = pointed_to(warehouse) or 0
    published = [number for number in kept_snapshots(warehouse) if number <= current]
    candidates = published[: -max(keep_at_least, 1)]
    before = time.time() - keep_seconds
    return [
        number
        for number, successor in pairwise(published)
        if number in candidates
        and _published_at(warehouse, successor) < before
        and remove_snapshot(warehouse.snapshot_dir(number))
    ]


def _published_at(warehouse: Warehouse, number: int) -> float:
    return (warehouse.snapshot_dir(number) / MANIFEST_NAME).stat().st_mtime


def remove_snapshot(path: Path) -> bool:
    """Remove one snapshot's folder, unless a reader has pinned it: then return False."""
    with without_readers(path / LEASE_NAME) as unread:
        if not unread:
            return False
        reached("drop.rename")
        # Renamed first: a half removed folder must never look like a snapshot.
        condemned = path.rename(path.with_name(path.name + DROPPED))
        reached("drop.remove")
        shutil.rmtree(condemned)
    reached("drop.done")
    return True


def clear_leftovers(warehouse: Warehouse) -> None:
    """Remove what an interrupted publish or drop left behind; the caller holds the writer lock.

    Two things are safe to remove and nothing else is touched: folders named ``<N>.tmp`` or
    ``<N>.dropped``, which `current` never names; and snapshots numbered above the current one,
    which were renamed but never swapped in, so that no reader got their name from `current`.

    Raises PublishError when a snapshot of the second kind is being read all the same: somebody
    moved `current` back by hand and has to decide which snapshot counts.
    """
    warehouse.snapshots.mkdir(parents=True, exist_ok=True)
    for path in sorted(warehouse.snapshots.iterdir()):
        if path.suffix in (UNFINISHED, DROPPED):
            reached("publish.clear")
            shutil.rmtree(path)
    current = pointed_to(warehouse) or 0
    for number in kept_snapshots(warehouse):
        if number > current and not remove_snapshot(warehouse.snapshot_dir(number)):
            raise PublishError(
                f"snapshot {number} is newer than the current one, {current}, yet it is read; "
                f"let {warehouse.current} name the one that counts"
            )
