"""A full disk ends a run with one clear sentence and nothing published; with room it goes on."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Cli


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_named_and_nothing_is_published(cli: Cli, small_disk: Path) -> None:
    warehouse = small_disk / "data" / "warehouse"
    run = ("run", SAMPLES, "--warehouse", warehouse, "--entities", "none")
    full = cli(*run, "--json")
    told = json.loads(full.stdout)
    assert (full.returncode, told["exit_code"]) == (1, 1)
    assert "the disk is full" in told["error"] and "Nothing was published" in told["error"]
    assert not (warehouse / "current").exists()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert cli.facts(*run)["status"] == "published"
