"""Compiles the stages' kernels once, at installation, so that no first run has to wait for it.

Run as ``python -m flows.compile_kernels``; numba keeps what it compiles beside the sources.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tasks.clean import CLEANER_VERSION
from tasks.clean.page import CleanOptions, clean_part
from tasks.deduplicate.deduplicate import deduplicate
from tasks.deduplicate.options import DeduplicateOptions
from tasks.describe.describe import DescribeOptions, describe_part
from tasks.extract.recognise import recogniser
from tasks.identify.identify import IdentifyOptions, identify
from tasks.ingest.read import ReadLimits, read_inputs
from tasks.ingest.source import expand
from warehouse.stage import write_part

STORY = "The harbour board met on Monday and agreed, after a long debate, to dredge the channel. "


def main() -> None:
    """Take a few small documents through every stage that has kernels."""
    clock = datetime.now(UTC)
    recogniser("small").extract([STORY])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, ending in enumerate(("txt", "txt", "html")):
            text = f"Harbour news {number}\n\n{STORY * (number + 3)}\n\nMore Stories\n"
            page = f"<html><body><h1>Harbour</h1><p>{text}</p></body></html>"
            (folder / f"{number}.{ending}").write_text(page if ending == "html" else text, "utf-8")
        read = read_inputs(expand([name]).inputs, folder / "in", "0", ReadLimits(), clock)
        cleaned = clean_part(read.parts[0], folder / "clean", CleanOptions())
        options = DescribeOptions(clock=clock, cleaner_version=CLEANER_VERSION)
        described = describe_part(
            cleaned.raw_documents, cleaned.texts, cleaned.removed_blocks, folder / "out", options
        )
        found = identify([described.drafts], [], [], [], folder / "id", IdentifyOptions(clock))
        rules = DeduplicateOptions()
        nothing: tuple[list[Path], list[Path]] = ([], [])
        first = deduplicate(found.changed, None, *nothing, [], [], folder / "d", rules)
        again = folder / "later.parquet"  # a later run also reads what the first remembers
        later = pl.read_parquet(found.changed[0]).with_columns(
            article_id=pl.concat_str("article_id", pl.lit("x")), text=pl.lit("Another story.")
        )
        write_part(later, again)
        state = [first.index], [first.shingles]
        deduplicate([again], None, *nothing, *state, folder / "e", rules)


if __name__ == "__main__":
    main()
