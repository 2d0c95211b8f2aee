"""The aligned lines that a person sees while a run goes on and when it is done."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from flows.request import RunOutcome

STAGE_WIDTH = 12


@dataclass
class Teller:
    """Tells on standard error what a run does, and keeps the time of each stage.

    ``reached`` is called with the name of each stage that is done.
    """

    quiet: bool = False
    reached: Callable[[str], None] | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    facts: dict[str, dict[str, int]] = field(default_factory=dict)

    def say(self, line: str) -> None:
        """Print one line for people."""
        if not self.quiet:
            self._clear()
            print(line, file=sys.stderr, flush=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, int]]:
        """Time a stage; the body fills in the counts that are told with it."""
        counts = self.facts.setdefault(name, {})
        start = time.monotonic()
        yield counts
        took = time.monotonic() - start
        self.seconds[name] = round(self.seconds.get(name, 0.0) + took, 3)
        told = " · ".join(f"{value:,} {label.replace('_', ' ')}" for label, value in counts.items())
        self.say(f"{name:<{STAGE_WIDTH}} {took:7.1f} s   {told}")
        if self.reached is not None:
            self.reached(name)

    def progress(self, name: str, done: int, total: int) -> None:
        """Show how far a stage with several batches has come; only on a terminal."""
        if not self.quiet and total > 1 and sys.stderr.isatty():
            print(f"\r{name:<{STAGE_WIDTH}} {done}/{total} batches", end="", file=sys.stderr)

    def _clear(self) -> None:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)


def _kinds(removed: Mapping[str, int]) -> str:
    most = sorted(removed.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{kind} {count}" for kind, count in most)


def outcome_lines(outcome: RunOutcome) -> list[str]:
    """The closing lines of a run."""
    c = outcome.counts
    if outcome.status == "unchanged":
        head = f"0 new, {c['inputs_unchanged']} unchanged: nothing to publish"
        if outcome.flow == "backfill":
            head = "no story is of these days: nothing to publish"
        if outcome.warnings:
            head += f"; {len(outcome.warnings)} of the inputs cannot be read"
    elif outcome.status == "stopped":
        head = "stopped by the gate: nothing was published"
    else:
        head = f"published snapshot {outcome.snapshot}"
    lines = [head, *(f"  ! {sentence}" for sentence in outcome.failures)]
    lines += [f"  ~ {sentence}" for sentence in outcome.warnings]
    if outcome.status != "unchanged":
        lines.append(
            f"  {c['documents']:,} documents · {c['articles_new']:,} new, "
            f"{c['articles_updated']:,} updated, {c['articles_unchanged']:,} unchanged articles · "
            f"{c['duplicates']:,} duplicates · {c['mentions']:,} mentions of "
            f"{c['entities']:,} entities · {c['quarantined']:,} quarantined"
            + (" (broadsheet quarantine list)" if c["quarantined"] else "")
        )
        kinds = f" ({_kinds(outcome.removed_by_kind)})" if outcome.removed_by_kind else ""
        lines.append(f"  {c['removed_blocks']:,} blocks removed or moved{kinds}")
    lines += [f"  {name:<20} {path}" for name, path in outcome.tables.items()]
    if outcome.report is not None:
        lines.append(f"  {'report':<20} {outcome.report}")
    return [*lines, f"  {outcome.seconds:.1f} s in all"]
