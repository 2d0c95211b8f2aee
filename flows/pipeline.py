"""The main flow: the only place that says which stage follows which, from inputs to tables."""

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

import polars as pl
from prefect import flow
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from expectations.gate import Candidates, Verdict
from flows.artifacts import leave_artifacts, show_progress
from flows.backfilling import choose, documents_again, stories, stories_again
from flows.candidates import Builder, Stages, current_files
from flows.console import Teller, outcome_lines
from flows.discover import Discovery, discover
from flows.forgotten import keep_forgotten
from flows.gatekeeping import Excluded, Gatekeeper, GateStopped
from flows.pools import Pools, open_pools
from flows.publishing import publish_run
from flows.replaying import replay_quarantine
from flows.reporting import outcome_of, write_page
from flows.request import RunOutcome, RunRequest
from flows.run_identity import (
    RunIdentity,
    drop_dead_attempts,
    first_attempt,
    identify_run,
    parameters_json,
)
from flows.run_state import RunState
from flows.settings import run_clock
from flows.stages import Again, StageRunner
from tasks.clean.options import CleanResult
from tasks.identify.identify import IdentifyResult
from tasks.ingest.record import DOCUMENT
from warehouse.layout import Warehouse
from warehouse.lock import writer_lock
from warehouse.snapshot import current_snapshot
from warehouse.stage import write_part

TASK_RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=32))
GATE_TURNS = 4  # rows set aside can uncover others, such as a cluster left without its canonical


@flow(
    name="broadsheet",
    flow_run_name="{request.flow}",
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def broadsheet(request: RunRequest) -> RunOutcome:
    """Run the pipeline once over the request's inputs and publish what passes the gate.

    Raises GateStopped when the gate stops the run, LockHeld when another writer does not finish
    in time, SourceError when a named input does not exist. Nothing is published then.
    """
    reached = show_progress()
    teller = Teller(reached=reached)
    warehouse = Warehouse(request.settings.warehouse.absolute())
    with writer_lock(warehouse, request.flow, request.settings.lock_wait_seconds):
        parent = current_snapshot(warehouse)
        drop_dead_attempts(warehouse.stage, parent.number if parent else 0)
        run = Run(request, warehouse, parent, teller)
        outcome = run.execute()
    if outcome.status == "unchanged":  # its stages were never reached
        reached("report")
    if request.served:
        teller.say(outcome_lines(outcome)[0])
    return outcome


class Run(RunState):
    """One run, from its request to its outcome."""

    def execute(self) -> RunOutcome:
        """Find the inputs and do the work, or say that there is none."""
        with self.teller.stage("discover") as counts:
            self.discovery = self._discover()
            counts |= self.discovery.counts()
        identity = self._identity()
        if not self._has_work():
            return outcome_of(self, identity, None, None)
        size = sum(new.size for new in self.discovery.new)
        with open_pools(self.request.settings, size) as pools:
            return self._work(identity, pools)

    def _discover(self) -> Discovery:
        downloads = self.warehouse.stage / "downloads"
        return discover(self.request.sources, self.parent, downloads)

    def _identity(self) -> RunIdentity:
        digests = [i.input_id for i in self.discovery.new] + self.request.quarantine_ids
        problems = self.discovery.problems.get_column("raw_uri").fill_null("").to_list()
        edits = [f"{key}={value}" for key, value in sorted(self.request.edits.items())]
        if self.request.backfill is not None:
            edits.append(self.request.backfill.model_dump_json())
        return identify_run(
            [*digests, *problems, *edits],
            parameters_json(self.request.settings, self.request.flow),
            self.parent.number if self.parent else 0,
            run_clock(),
        )

    def _has_work(self) -> bool:
        """Whether anything is new: an input, a release, a backfill, a problem to tell."""
        backfill = self.request.backfill
        if backfill is not None and self.parent is not None:
            found = stories(backfill, self.parent).select("article_id").head(1).collect()
            return not found.is_empty()
        if self.discovery.new or self.request.quarantine_ids:
            return True
        problems = self.discovery.problems.get_column("raw_uri").unique()
        if self.parent is None or problems.is_empty():
            return not problems.is_empty()
        known = self.parent.scan("quarantine").filter(pl.col("stage") == "discover")
        return bool(set(problems) - set(known.select("raw_uri").collect().to_series()))

    def _work(self, identity: RunIdentity, pools: Pools) -> RunOutcome:
        stage_dir = self.warehouse.stage_dir(identity.run_id)
        identity = first_attempt(identity, stage_dir)
        stages = StageRunner(
            self.request.settings, pools, self.parent, stage_dir, identity.clock, self.teller
        )
        documents, rendered, aside = self._documents(stages)
        known = self.chosen.known if self.chosen else None
        cleaned, described = stages.clean_and_describe(documents, rendered, known)
        aside += [r.quarantine for r in cleaned if r.quarantine]
        aside += [r.quarantine for r in described if r.quarantine]
        self.learnt = stages.learn(cleaned)
        drafts = [r.drafts for r in described]
        excluded = Excluded(stage_dir / "excluded")
        if forgotten := keep_forgotten(drafts, self.parent, stage_dir / "forgotten"):
            excluded.documents, quarantine = forgotten
            aside.append(quarantine)
        built, verdict = self._until_it_passes(stages, identity, cleaned, drafts, aside, excluded)
        aside += [*excluded.quarantine, *_clashing(self.results)]
        if not verdict.ok or verdict.set_aside is not None:
            endless = f"rows still fail after {GATE_TURNS} turns of setting aside"
            outcome = outcome_of(
                self, identity, built, verdict, failures=[endless] if verdict.ok else []
            )
            outcome.report = write_page(self, identity, outcome, built.added)
            raise GateStopped(outcome)
        with self.teller.stage("publish"):
            published = publish_run(self, identity, built, verdict, aside)
        with self.teller.stage("report"):
            outcome = outcome_of(self, identity, built, verdict, published)
            outcome.report = write_page(self, identity, outcome, current_files(published.snapshot))
            leave_artifacts(outcome)
            shutil.rmtree(stage_dir)
        return outcome

    def _documents(self, stages: StageRunner) -> tuple[list[Path], list[Path], list[Path]]:
        """Parts of fresh documents, parts of rendered ones, and what was set aside so far."""
        aside: list[Path] = []
        if not self.discovery.problems.is_empty():
            aside.append(
                write_part(
                    self.discovery.problems, stages.stage_dir / "discover/quarantine.parquet"
                )
            )
        results = stages.read(self.discovery.new)
        documents = [part for r in results for part in r.parts]
        aside += [path for r in results for path in r.quarantine]
        self.documents = sum(r.documents for r in results)
        rendered: list[Path] = []
        if self.request.quarantine_ids and self.parent is not None:
            self.replay = replay_quarantine(self.request, self.parent, stages)
            documents += self.replay.documents
            rendered += self.replay.rendered
            aside += self.replay.quarantine
            self.documents += self.replay.count
        if self.request.backfill is not None and self.parent is not None:
            self.chosen = choose(self.request.backfill, self.parent, stages.stage_dir)
            if self.request.backfill.reclean:
                rendered += documents_again(self.chosen, self.parent, stages)
            self.documents += self.chosen.count
        if not documents and not rendered:  # the later stages then see one part without rows
            nothing = pl.DataFrame(schema=DOCUMENT)
            documents.append(
                write_part(nothing, stages.stage_dir / "ingest/documents-none.parquet")
            )
        return documents, rendered, aside

    def _until_it_passes(
        self,
        stages: StageRunner,
        identity: RunIdentity,
        cleaned: Sequence[CleanResult],
        drafts: Sequence[Path],
        aside: Sequence[Path],
        excluded: Excluded,
    ) -> tuple[Candidates, Verdict]:
        """Build the candidates and judge them; rows that fail are set aside and all is rebuilt."""
        waived = self.replay.waived if self.replay else frozenset()
        for turn in range(GATE_TURNS):
            kept = self.chosen is not None
            stages.pools.wake_gate()
            identified = stages.identify(drafts, excluded.documents, turn, kept)
            again = self._made_again(stages, identified, turn)
            stages.give_memory_back(len(drafts))
            out = stages.stage_dir / f"candidates-{turn}"
            builder = Builder(stages.pools, self.parent, identity.run_id, out)
            gatekeeper = Gatekeeper(stages, identity, waived, turn)
            found, linked = stages.compare_and_extract(
                identified.changed,
                excluded.mentions,
                turn,
                again,
                partial(_prove_ahead, gatekeeper, builder, cleaned, identified),
            )
            stages.give_memory_back(len(drafts))
            with self.teller.stage("assemble"):
                self._results = Stages(cleaned, identified, found, linked, again.named)
                built = builder.build(self._results)
            with self.teller.stage("gate") as counts:
                known = [*aside, *_clashing(self._results)]
                verdict = gatekeeper.judge(built, known)
                counts |= verdict_counts(verdict)
            excluded.note_identified(identified)
            if not verdict.ok or verdict.set_aside is None:
                break
            if turn + 1 < GATE_TURNS:
                excluded.add(verdict.set_aside, built, turn)
        return built, verdict

    def _made_again(self, stages: StageRunner, identified: IdentifyResult, turn: int) -> Again:
        """Stories that a backfill takes up again though nothing changed them."""
        backfill = self.request.backfill
        if self.chosen is None or self.parent is None or backfill is None:
            return Again()
        if not (backfill.reentity or backfill.rededuplicate):
            return Again()
        out = stages.stage_dir / f"again-{turn}"
        parts = stories_again(self.chosen, identified.changed, self.parent, stages, out)
        return Again(
            named=parts if backfill.reentity else (),
            compared=parts if backfill.rededuplicate else None,
        )


def _prove_ahead(
    gatekeeper: Gatekeeper,
    builder: Builder,
    cleaned: Sequence[CleanResult],
    identified: IdentifyResult,
) -> None:
    """Assemble what waits for no comparison, and prove its ledger."""
    gatekeeper.prove_ledger(builder.documents(cleaned, identified))


def _clashing(stages: Stages) -> list[Path]:
    """What identifying has set aside: different documents under one id."""
    return [stages.identified.quarantine] if stages.identified.quarantine else []


def verdict_counts(verdict: Verdict) -> dict[str, int]:
    """How many expectations held, and how many rows did not."""
    results = pl.read_parquet(verdict.results)
    aside = 0 if verdict.set_aside is None else pl.read_parquet(verdict.set_aside).height
    return {
        "expectations": results.height,
        "held": int(results.get_column("success").sum()),
        "rows_failing": aside,
    }
