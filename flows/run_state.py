"""What a run knows of itself, from its start on: what publishing and the report tell of it."""

import time
from concurrent.futures import Future
from pathlib import Path

from flows.backfilling import Chosen
from flows.candidates import Stages
from flows.console import Teller
from flows.discover import NOTHING, Discovery
from flows.replaying import Replay
from flows.request import RunRequest
from warehouse.layout import Warehouse
from warehouse.snapshot import Snapshot


class RunState:
    """The request, where it works, and what its stages have found so far."""

    def __init__(
        self, request: RunRequest, warehouse: Warehouse, parent: Snapshot | None, teller: Teller
    ) -> None:
        self.request = request
        self.warehouse = warehouse
        self.parent = parent
        self.teller = teller
        self.started = time.monotonic()
        self.discovery: Discovery = NOTHING
        self.replay: Replay | None = None
        self.chosen: Chosen | None = None  # what a backfill makes again
        self.documents = 0
        self.learnt: Future[Path] | None = None  # the next state of repeated lines
        self._results: Stages | None = None

    @property
    def results(self) -> Stages:
        """What the stages made in the last turn. Raises RuntimeError before there is any."""
        if self._results is None:
            raise RuntimeError("the stages have not run yet")
        return self._results
