"""The worker pools of a run: for the stages, the recogniser, the gate and what may run ahead.

In a short run the gate and the recogniser load beside the first stages. In a long one the gate
waits: its start costs no time there, and memory is what is scarce.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flows.settings import Settings
from flows.workers import WorkerPool


def load_gate() -> None:
    """Import Great Expectations in a worker, so that the gate need not wait for it."""
    from expectations.gate import warm_up

    warm_up()


def load_recogniser(model: str) -> None:
    """Load the recogniser in a worker."""
    from tasks.extract.recognise_part import ExtractOptions, warm_up

    warm_up(ExtractOptions(model=model))


def load_kernels() -> None:
    """Import what the stages need first, so that the first batch does not wait for it."""


@dataclass(frozen=True)
class Pools:
    """Processes for the stages, for the recogniser, for the gate and for what may run ahead."""

    stages: WorkerPool
    recogniser: WorkerPool
    gate: WorkerPool
    ahead: WorkerPool

    def wake_gate(self) -> None:
        """Let the gate load, unless it has."""
        self.gate.submit(load_gate)


LONG_RUN = 64 << 20
"""Bytes of new inputs from which a run is long: cleaning alone takes longer than the gate loads."""


@contextmanager
def open_pools(settings: Settings, input_bytes: int) -> Iterator[Pools]:
    """Start the first process of each pool and end all of them with the body."""
    many = settings.workers
    pools = Pools(WorkerPool(many), WorkerPool(many), WorkerPool(1), WorkerPool(1))
    try:
        pools.stages.submit(load_kernels)
        if settings.entities != "none":
            pools.recogniser.submit(load_recogniser, settings.entities)
        if input_bytes < LONG_RUN:
            pools.wake_gate()
        yield pools
    finally:
        for pool in (pools.stages, pools.recogniser, pools.gate, pools.ahead):
            pool.give_up()
