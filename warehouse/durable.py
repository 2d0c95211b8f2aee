"""Puts files and folders on disk so that they outlast a crash; every act is a failpoint."""

import errno
import hashlib
import os
import shutil
from pathlib import Path

from warehouse.failpoint import reached
from warehouse.manifest import FileEntry

NO_HARD_LINK = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP})


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk."""
    reached("publish.fsync")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the file system cannot do that."""
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in NO_HARD_LINK:
            raise
        shutil.copyfile(source, target)
        sync(target)


def describe_file(path: Path, name: str, rows: int) -> FileEntry:
    """Return the manifest's entry for a file, with its size and the SHA-256 of its bytes."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileEntry(name, rows, path.stat().st_size, digest)


def point(pointer: Path, destination: Path) -> None:
    """Make `pointer` a link to `destination` in one step: it never is missing or half made."""
    fresh = pointer.with_name(f"{pointer.name}.tmp")
    fresh.unlink(missing_ok=True)
    reached("publish.point")
    fresh.symlink_to(destination.relative_to(pointer.parent))
    reached("publish.swap")
    fresh.replace(pointer)
    reached("publish.swapped")
    sync(pointer.parent)
