"""Works on several items at once, on threads, and hands the results back in the items' order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """Yield ``work(item)`` for every item, in order, so results never depend on ``threads``.

    Threads help because the kernels and Arrow let go of Python's lock. Items are drawn on the
    caller's thread, at most ``threads`` ahead of what was yielded, so that memory stays bounded.
    """
    with ThreadPoolExecutor(threads, thread_name_prefix="deduplicate") as pool:
        waiting = deque[Future[R]]()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
