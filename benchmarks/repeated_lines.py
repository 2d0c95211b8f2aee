"""Prints how much of a publisher's own sentences is taken out after so many of its pages.

Run as `python -m benchmarks.repeated_lines`. The pages are made here: new body text, and around it
sentences of the outlet (notices, pleas, promises) that no rule knows, each on a share of the pages
from 60 down to 2 of a hundred. 200 pages that were not learnt from are cleaned after each step.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.cleaning import documents
from benchmarks.corpus import Writer, shapes
from tasks.clean.page import CleanOptions, clean_part
from tasks.clean.repeated_lines import update

SEED = 20260301
STEPS = (0, 10, 30, 100, 300, 1000)
NOTICES, MOST, LEAST = 40, 0.6, 0.02  # sentences of the outlet, the shares of pages they are on
PARAGRAPHS, TESTED = 7, 200


@dataclass(frozen=True)
class Outlet:
    """Pages of one publisher: their texts, and which of their lines are the outlet's."""

    texts: list[str]
    own: list[set[str]]
    body: list[set[str]]


def outlet(pages: int) -> Outlet:
    """Make so many pages; the same number gives the same pages."""
    writer = Writer(shapes()[0], SEED)
    shares = np.geomspace(MOST, LEAST, NOTICES)
    notices = [writer.paragraph(6 + number % 20) for number in range(NOTICES)]
    made = Outlet([], [], [])
    for _ in range(pages):
        body = [writer.paragraph(35) for _ in range(PARAGRAPHS)]
        own = [n for n, share in zip(notices, shares, strict=True) if writer.chance(share)]
        inside = [n for n in own if writer.chance(0.3)]
        lines = [*body[:3], *inside, *body[3:], *(n for n in own if n not in inside)]
        made.texts.append("\n\n".join(lines))
        made.own.append(set(own))
        made.body.append(set(body))
    return made


def cleaned(texts: list[str], first: int, state: tuple[Path, ...], folder: Path) -> pl.DataFrame:
    """Clean texts as pages first, first + 1 … of one outlet; write its lines and return texts."""
    part = folder / f"documents-{first}.parquet"
    frame = documents(texts, "text/plain")
    names = pl.Series([f"page-{first + number}" for number in range(len(texts))])
    frame.with_columns(native_id=names).write_parquet(part)
    found = clean_part(part, folder, replace(CleanOptions(), repeated=state))
    return pl.read_parquet(found.texts).select("raw_id", "text")


def measured() -> Iterator[tuple[int, float, float]]:
    """Yield after how many pages, the share of the outlet's words taken, of body lines lost."""
    made = outlet(max(STEPS) + TESTED)
    tested = slice(max(STEPS), None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state: tuple[Path, ...] = ()
        for before, step in zip((0, *STEPS), STEPS, strict=False):
            if step > before:
                cleaned(made.texts[before:step], before, state, folder)
                part = folder / f"printed-{before}.parquet"
                state = (update(state, [part], folder / f"state-{step}.parquet"),)
            found = cleaned(made.texts[tested], max(STEPS), state, folder)
            taken = total = lost = lines = 0
            for text, own, body in zip(
                found["text"], made.own[tested], made.body[tested], strict=True
            ):
                kept = set(text.split("\n\n"))
                total += sum(len(line.split()) for line in own)
                taken += sum(len(line.split()) for line in own - kept)
                lost += len(body - kept)
                lines += len(body)
            yield step, taken / max(total, 1), lost / max(lines, 1)


def main() -> None:
    """Print a row a step, with a bar for the share taken."""
    print("pages learnt from   outlet's words taken                            body lines lost")
    for step, taken, lost in measured():
        print(f"{step:17}   {taken:6.3f} {'#' * round(40 * taken):40}   {lost:.4f}", flush=True)


if __name__ == "__main__":
    main()
