"""Lets a test stop the process dead at any named step of publishing, as a power cut would."""

import os
import signal
from collections import Counter

VARIABLE = "BROADSHEET_STOP_AT"
"""Environment variable ``<step>`` or ``<step>:<n>``: die the n-th time that step is reached."""

STEPS = (
    "publish.start",
    "publish.clear",
    "publish.add",
    "publish.link",
    "publish.rewrite",
    "publish.merge",
    "publish.unlink",
    "publish.fsync",
    "publish.manifest",
    "publish.rename",
    "publish.point",
    "publish.swap",
    "publish.swapped",
    "publish.done",
    "drop.rename",
    "drop.remove",
    "drop.done",
)
"""Every step, in the order of first use; each is reached just before the act it is named for."""

_times_reached: Counter[str] = Counter()


def reached(step: str) -> None:
    """Kill this process at once, without any clean-up, when the environment asks for it here."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    _times_reached[step] += 1
    name, _, times = wanted.partition(":")
    if step == name and _times_reached[step] == int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
