"""Where everything lies under a warehouse's root folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Warehouse:
    """The paths of one warehouse; making it touches no disk.

    ``<root>/current`` is a link to ``snapshots/<N>``, the only thing that readers need to know.
    ``<root>/stage/<run_id>`` holds a run's unfinished work, ``<root>/reports`` the runs' pages.
    """

    root: Path

    @property
    def current(self) -> Path:
        """The link that names the published snapshot; absent before the first publish."""
        return self.root / "current"

    @property
    def snapshots(self) -> Path:
        """The folder of all kept snapshots."""
        return self.root / "snapshots"

    @property
    def stage(self) -> Path:
        """The folder of all runs' unfinished work."""
        return self.root / "stage"

    @property
    def reports(self) -> Path:
        """The folder of the runs' pages."""
        return self.root / "reports"

    @property
    def lock_file(self) -> Path:
        """The file that a writer locks; its content says who holds it."""
        return self.root / "writer.lock"

    def stage_dir(self, run_id: str) -> Path:
        """The folder of one run's unfinished work."""
        return self.stage / run_id

    def snapshot_dir(self, number: int) -> Path:
        """The folder of one snapshot."""
        return self.snapshots / str(number)
