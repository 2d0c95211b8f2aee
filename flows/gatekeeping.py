"""Judges a run's candidates and keeps account of what is set aside because it failed."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
from prefect import task
from prefect.cache_policies import NO_CACHE

from expectations.gate import Candidates, GateOptions, Verdict, judge, prove_ledger
from expectations.quarantine import number, quarantine_rows
from flows.request import RunOutcome
from flows.run_identity import RunIdentity
from flows.stages import StageRunner
from flows.workers import WorkerPool
from tasks.identify.identify import IdentifyResult
from warehouse.stage import write_part

SINGLE_ROWS = ("mentions", "entities")
"""Tables whose failing rows are left out alone; any other failure takes its article along."""


class GateStopped(RuntimeError):
    """The gate stopped the run: nothing was published. ``outcome`` says why."""

    def __init__(self, outcome: RunOutcome) -> None:
        super().__init__("; ".join(outcome.failures) or "the gate stopped the run")
        self.outcome = outcome


@task(name="gate", retries=1, retry_delay_seconds=2, cache_policy=NO_CACHE)
def gate(
    workers: WorkerPool, candidates: Candidates, out: Path, options: GateOptions, timeout: float
) -> Verdict:
    """Judge the candidates in the process that has loaded Great Expectations."""
    return workers.submit(judge, candidates, out, options).result(timeout)


@task(name="prove", retries=1, retry_delay_seconds=2, cache_policy=NO_CACHE)
def prove(workers: WorkerPool, candidates: Candidates, out: Path, timeout: float) -> Path:
    """Prove the ledger in a process of its own, before all tables are there."""
    return workers.submit(prove_ledger, candidates, out).result(timeout)


class Gatekeeper:
    """Judges the candidates of one turn, the ledger of its documents first."""

    def __init__(
        self, stages: StageRunner, identity: RunIdentity, waived: frozenset[str], turn: int
    ) -> None:
        self._pools, self._limit = stages.pools, stages.settings.stage_timeout_seconds
        self._identity = identity
        self._options = GateOptions(identity.run_id, identity.clock, stages.settings.volume, waived)
        self._out = stages.stage_dir / f"gate-{turn}"
        self._out.mkdir(parents=True, exist_ok=True)
        self._proven: Path | None = None

    def prove_ledger(self, documents: Candidates) -> None:
        """Prove the ledger of documents, versions and removed blocks, and give the memory back."""
        self._proven = prove(self._pools.ahead, documents, self._out, self._limit)
        self._pools.ahead.shutdown()

    def judge(self, candidates: Candidates, aside: Sequence[Path]) -> Verdict:
        """Judge all candidates, knowing what the stages have set aside."""
        if aside:
            out = self._out / "quarantine.parquet"
            numbered = number(aside, self._identity.run_id, self._identity.clock, out)
            added = {**candidates.added, "quarantine": (numbered,)}
            candidates = replace(candidates, added=added)
        options = replace(self._options, proven=self._proven)
        return gate(self._pools.gate, candidates, self._out, options, self._limit)


class Excluded:
    """Documents and mentions that failed the gate; the run is made again as if they never came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._assignments: Path | None = None
        self.documents: Path | None = None
        self.mentions: Path | None = None
        self.quarantine: list[Path] = []

    def note_identified(self, identified: IdentifyResult) -> None:
        """Remember which documents made which articles in this turn."""
        self._assignments = identified.assignments

    def add(self, set_aside: Path, built: Candidates, turn: int) -> None:
        """Exclude what failed, and make its quarantine rows."""
        rows = pl.read_parquet(set_aside)
        out = self._folder / f"quarantine-{turn}.parquet"
        self.quarantine.append(quarantine_rows(set_aside, built.added, out))
        alone = pl.col("table_name").is_in(SINGLE_ROWS)
        self.documents = self._more(
            self.documents, self._documents_of(rows.filter(~alone)), f"documents-{turn}"
        )
        self.mentions = self._more(
            self.mentions, self._mentions_of(rows.filter(alone), built), f"mentions-{turn}"
        )

    def _documents_of(self, rows: pl.DataFrame) -> pl.DataFrame:
        if self._assignments is None:
            raise RuntimeError("nothing was identified before the gate")
        failing = rows.select("article_id").drop_nulls().unique()
        assigned = pl.scan_parquet(self._assignments)
        return assigned.join(failing.lazy(), on="article_id", how="semi").select("raw_id").collect()

    def _mentions_of(self, rows: pl.DataFrame, built: Candidates) -> pl.DataFrame:
        keys = rows.group_by("table_name").agg("record_key")
        by_table = dict(zip(keys["table_name"], keys["record_key"].to_list(), strict=True))
        files = built.added.get("mentions", ())
        if not files:
            return pl.DataFrame(schema={"mention_id": pl.String})
        failing = pl.col("mention_id").is_in(by_table.get("mentions", [])) | pl.col(
            "entity_id"
        ).is_in(by_table.get("entities", []))
        return pl.scan_parquet(list(files)).filter(failing).select("mention_id").collect()

    def _more(self, known: Path | None, added: pl.DataFrame, name: str) -> Path | None:
        if added.is_empty():
            return known
        frames = [added] if known is None else [pl.read_parquet(known), added]
        merged = pl.concat(frames).unique().sort(added.columns)
        return write_part(merged, self._folder / f"{name}.parquet")
