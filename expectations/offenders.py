"""Gathers, for all tables at once, the rows that break a rule about more than themselves."""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from expectations.candidates import Candidates
from expectations.counts import count_offenders
from expectations.entity_counts import entity_offenders
from expectations.keys import repeated_keys
from expectations.references import reference_offenders
from expectations.text_checks import Offenders, ledger_offenders, slice_offenders
from expectations.versions import version_offenders
from warehouse.stage import write_part


def find_offenders(
    candidates: Candidates, tables: Iterable[str], scratch: Path, proven: Path | None = None
) -> Offenders:
    """Return who breaks which flag of FOUND_ELSEWHERE, the references and the keys.

    Keys and references are looked at for `tables`; texts, counts and versions always. `scratch`
    takes intermediate parts and may be removed afterwards. `proven` is what `prove_ledger` wrote
    of the same candidates; null to have it proven here.
    """
    found = ledger_offenders(candidates, scratch) if proven is None else _read(proven)
    found |= slice_offenders(candidates)
    found |= count_offenders(candidates)
    found |= entity_offenders(candidates)
    found |= version_offenders(candidates)
    for table in tables:
        found |= reference_offenders(candidates, table)
        twice = repeated_keys(candidates, table)
        if twice.height:
            found[table, "key_is_unique"] = twice
    return found


def prove_ledger(candidates: Candidates, out_dir: Path) -> Path:
    """Find who breaks the ledger before the other tables are there; return the folder of parts.

    Needed of the candidates are raw_documents, article_versions and removed_blocks.
    """
    folder = out_dir / "ledger"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=out_dir) as scratch:
        found = ledger_offenders(candidates, Path(scratch))
    for (table, flag), rows in found.items():
        write_part(rows, folder / f"{table}.{flag}.parquet")
    return folder


def _read(proven: Path) -> Offenders:
    parts = sorted(proven.glob("*.parquet"))
    names = [part.stem.split(".") for part in parts]
    return {(t, f): pl.read_parquet(p) for (t, f), p in zip(names, parts, strict=True)}
