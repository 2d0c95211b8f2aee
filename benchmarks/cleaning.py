"""Prints how well text dumps and HTML pages are cleaned on labelled pages, and how fast.

Run as `python -m benchmarks.cleaning [--every N] [--peers] [--weights FILE]`. The pages lie in
../shared/bench beside the repository; without them there is nothing to measure, and that is said.
FILE holds other weights than the shipped ones, which learnt from all folds of publishers: such as
`python -m benchmarks.train_line_model BENCH --folds 1 2 3 --to FILE` makes, that never saw fold 0.
"""

import argparse
import importlib.util
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

from benchmarks.training_pages import ALLOWED, FOLDS, publisher_fold
from tasks.clean import model
from tasks.clean.decide import judge
from tasks.clean.page import CleanOptions, clean_part
from tasks.clean.rows import BLOCKS
from tasks.clean.trees import learnt_from
from tasks.ingest.record import DOCUMENT

BENCH = Path(__file__).resolve().parent.parent.parent / "shared" / "bench" / "cleaning"
SPEED_DOCUMENTS = 20_000
Scores = dict[str, float]
OF_LINES = (
    "word_f1", "line_f1", "body_lost", "body_removed", "dropped_boilerplate", "dropped_comment",
)  # fmt: skip
"""body_lost counts a line that became headline or deck; body_removed only what is in no table."""
OF_TEXTS = ("shingle_p", "shingle_r", "shingle_f1", "lcs_f1", "comment_leak", "comment_any")


def scorer(bench: Path) -> ModuleType:
    """Load the benchmark's own scoring module."""
    spec = importlib.util.spec_from_file_location("score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(contents: list[str], media_type: str) -> pl.DataFrame:
    """Return document rows as the ingest stage makes them, with nothing but their content."""
    empty = {name: [None] * len(contents) for name in DOCUMENT}
    return pl.DataFrame(empty, schema=DOCUMENT).with_columns(
        raw_id=pl.Series([f"r_{number}" for number in range(len(contents))]),
        raw_sha256=pl.lit("0"),
        source_id=pl.lit("bench"),
        raw_uri=pl.lit("bench"),
        media_type=pl.lit(media_type),
        content=pl.Series(contents),
        byte_length=pl.lit(0, pl.Int64),
        damage=pl.lit([], pl.List(pl.String)),
        fetched_at=pl.lit(datetime(2026, 1, 1, tzinfo=UTC)).cast(pl.Datetime("us", "UTC")),
    )


@dataclass(frozen=True)
class Decided:
    """Numbers of a dump's lines, counted by line feeds, that are kept or moved elsewhere."""

    kept: set[int]
    moved: set[int]


def decided_lines(texts: pl.Series, lines: pl.DataFrame) -> list[Decided]:
    """Return for each dump which of its judged lines are kept (but for a dateline) or moved."""
    dumps = texts.to_list()
    found = [Decided(set(), set()) for _ in dumps]
    lines = lines.filter(pl.col("kind").is_null() | (pl.col("action") == "moved"))
    for doc, start, text, kind in lines.select("doc", "char_start", "text", "kind").iter_rows():
        first = dumps[doc].count("\n", 0, start)
        which = found[doc].kept if kind is None else found[doc].moved
        which.update(range(first, first + text.count("\n") + 1))
    return found


def judged_lines(texts: pl.Series) -> pl.DataFrame:
    """Return the lines of text dumps with the decisions of the clean stage."""
    nothing = [None] * len(texts)
    rendered = pl.DataFrame({"source_text": texts}).with_columns(
        blocks=pl.Series(nothing, dtype=BLOCKS),
        page_metadata=pl.Series(nothing, dtype=pl.String),
        given=pl.Series(nothing, dtype=pl.String),
    )
    return judge(rendered).lines


def kept_lines(texts: pl.Series) -> list[set[int]]:
    """Return for each dump the numbers of the lines that are kept."""
    return [decided.kept for decided in decided_lines(texts, judged_lines(texts))]


def score_lines(score: ModuleType, frame: pl.DataFrame) -> list[Scores]:
    """Score the keep-or-drop decisions of text dumps, one entry a document."""
    return line_scores(score, frame, judged_lines(frame["text"]))


def line_scores(score: ModuleType, frame: pl.DataFrame, lines: pl.DataFrame) -> list[Scores]:
    """Score judged lines of labelled dumps, one entry a document."""
    rows = []
    decided = decided_lines(frame["text"], lines)
    for row, found in zip(frame.iter_rows(named=True), decided, strict=True):
        numbers = range(row["text"].count("\n") + 1)
        scores = score.score_lines_doc({"keep": [n in found.kept for n in numbers]}, row)
        elsewhere = [n in found.kept or n in found.moved for n in numbers]
        scores["body_removed"] = score.score_lines_doc({"keep": elsewhere}, row)["body_lost"]
        rows.append(scores)
    return rows


def clean_html(pages: list[str]) -> tuple[list[str], float]:
    """Return each page's text by the whole clean stage, and the stage's CPU seconds.

    A page set aside has no text. Reading the part and writing the results count, making it not.
    """
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "documents-0.parquet"
        documents(pages, "text/html").write_parquet(part)
        start = time.process_time()
        result = clean_part(part, Path(folder), CleanOptions())
        cpu = time.process_time() - start
        found = dict(pl.read_parquet(result.texts).select("raw_id", "text").iter_rows())
    return [found.get(f"r_{number}", "") for number in range(len(pages))], cpu


def peer_html(pages: list[str]) -> tuple[list[str], float]:
    """Return each page's text by trafilatura, precise and without comments, and CPU seconds."""
    import trafilatura

    options: dict[str, Any] = {"favor_precision": True, "include_comments": False}
    start = time.process_time()
    texts = [trafilatura.extract(page, deduplicate=False, **options) or "" for page in pages]
    return texts, time.process_time() - start


def speed(texts: list[str]) -> tuple[float, float]:
    """Return documents per CPU second and per wall second of the stage, after a first small run."""
    many = (texts * (SPEED_DOCUMENTS // len(texts) + 1))[:SPEED_DOCUMENTS]
    with tempfile.TemporaryDirectory() as folder:
        for size in (50, len(many)):
            part = Path(folder) / f"documents-{size}.parquet"
            documents(many[:size], "text/plain").write_parquet(part)
            cpu, wall = time.process_time(), time.perf_counter()
            clean_part(part, Path(folder), CleanOptions())
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return len(many) / cpu, len(many) / wall


def table(name: str, rows: list[Scores], columns: tuple[str, ...]) -> None:
    """Print one line of means; a column that no document has prints a dash."""
    cells = []
    for column in columns:
        values = [row[column] for row in rows if column in row]
        cells.append(f"{sum(values) / len(values):.3f}" if values else "-")
    print(f"{name:34} {len(rows):5} " + " ".join(f"{cell:>12}" for cell in cells), flush=True)


def parts(frame: pl.DataFrame) -> Iterator[tuple[str, pl.Series]]:
    """Yield the slices worth a line: all, publishers of held-back folds, pages not trained on."""
    saw = learnt_from(model.WEIGHTS)
    held = pl.Series([publisher_fold(name) not in saw for name in frame["publisher"]])
    yield "all", pl.Series([True] * frame.height)
    if len(saw) < FOLDS:
        yield "held-back publishers", held
    yield "not trained on", ~frame["source_bench"].is_in(ALLOWED) | held


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=int, default=1, help="take every Nth document only")
    asked.add_argument("--peers", action="store_true", help="run trafilatura on the same pages")
    asked.add_argument("--weights", type=Path, default=model.WEIGHTS)
    options = asked.parse_args()
    model.WEIGHTS = options.weights
    if not (BENCH / "score.py").is_file():
        print("no labelled pages in ../shared/bench/cleaning: nothing measured")
        return
    score = scorer(BENCH)
    dumps = pl.read_parquet(BENCH / "text_dumps.parquet").filter(pl.col("gold_coverage") >= 0.8)
    print_dumps(score, dumps, options.every)
    print_pages(score, options.every, options.peers)
    leaky = dumps.filter(pl.col("variant") == "leaky")["text"].to_list()
    per_cpu, per_wall = speed(leaky)
    print(
        f"\ntext dumps, audit on: {per_cpu:.0f} documents per CPU second, {per_wall:.0f} per second"
    )


def print_dumps(score: ModuleType, dumps: pl.DataFrame, every: int) -> None:
    """Print the table of text dumps, leaky and whole pages."""
    print(f"{'text dumps':34} {'docs':>5} " + " ".join(f"{c[-12:]:>12}" for c in OF_LINES))
    for variant in ("leaky", "page"):
        frame = dumps.filter(pl.col("variant") == variant).gather_every(every)
        rows = score_lines(score, frame)
        for name, mask in parts(frame):
            chosen = [row for row, inside in zip(rows, mask, strict=True) if inside]
            table(f"{variant}, {name}", chosen, OF_LINES)


def print_pages(score: ModuleType, every: int, peers: bool) -> None:
    """Print the table of HTML pages, with a peer's rows when asked."""
    pages = pl.read_parquet(BENCH / "articles.parquet").filter(pl.col("gold_coverage") >= 0.8)
    pages = pages.gather_every(every)
    print(f"\n{'HTML':34} {'docs':>5} " + " ".join(f"{c[-12:]:>12}" for c in OF_TEXTS))
    cleaners = {"broadsheet": clean_html} | ({"trafilatura": peer_html} if peers else {})
    for cleaner, clean in cleaners.items():
        clean(pages["html"].head(5).to_list())  # kernels compile once, word lists load once
        texts, cpu = clean(pages["html"].to_list())
        pairs = zip(texts, pages.iter_rows(named=True), strict=True)
        rows = [score.score_text_doc(text, row) for text, row in pairs]
        for name, mask in parts(pages):
            chosen = [row for row, inside in zip(rows, mask, strict=True) if inside]
            table(f"{cleaner}, {name}", chosen, OF_TEXTS)
        print(f"{cleaner}: {len(rows) / cpu:.0f} documents per CPU second")


if __name__ == "__main__":
    main()
