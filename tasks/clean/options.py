"""How a part is cleaned and what comes of it: all that the rest of the pipeline need know."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class CleanOptions:
    """How to clean. `off` keeps every source text character for character.

    `repeated` are the files of the published state of repeated lines, none before the first run.
    """

    cleaning: Literal["auto", "off"] = "auto"
    repeated: tuple[Path, ...] = ()


@dataclass(frozen=True)
class CleanResult:
    """Where the parts of one cleaned part lie, and what became of its documents.

    `printed` is what the part adds to the state of repeated lines.
    """

    raw_documents: Path
    texts: Path
    removed_blocks: Path
    quarantine: Path | None
    documents: int
    quarantined: int
    removed: dict[str, int]
    printed: Path | None = None
