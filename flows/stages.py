"""The stages in their order: each submits its batches as Prefect tasks and waits for them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

import polars as pl
from prefect.futures import PrefectFuture

from flows.console import Teller
from flows.discover import groups
from flows.pools import Pools
from flows.settings import Settings
from tasks.clean import CLEANER_VERSION, REPEATED
from tasks.clean.options import CleanOptions, CleanResult
from tasks.clean.task import clean, learn_lines
from tasks.deduplicate.options import DeduplicateOptions, DeduplicateResult
from tasks.deduplicate.task import deduplicate
from tasks.describe.describe import DescribeOptions, DescribeResult
from tasks.describe.task import describe
from tasks.extract.link import LinkResult
from tasks.extract.recognise_part import ExtractOptions, RecogniseResult, plan_parts
from tasks.extract.task import link, recognise
from tasks.identify.identify import IdentifyOptions, IdentifyResult
from tasks.identify.task import identify
from tasks.ingest.read import ReadLimits, ReadResult
from tasks.ingest.source import Input
from tasks.ingest.task import forget_unfinished, ingest, parts_as_they_come
from warehouse.snapshot import Snapshot
from warehouse.stage import write_part

MIB = 1 << 20
MANY_PARTS = 8
"""After more parts than this the workers are started anew: they hold memory that the next step
needs, which is worth the second that new ones take."""
T = TypeVar("T")


@dataclass(frozen=True)
class Again:
    """Parts of stories that no input changed, to look for names in and to compare once more.

    ``compared`` is null unless all published stories are to be compared anew.
    """

    named: Sequence[Path] = ()
    compared: Sequence[Path] | None = None


@dataclass(frozen=True)
class StageRunner:
    """Runs the stages of one run under its stage folder, on its pools, on top of a snapshot."""

    settings: Settings
    pools: Pools
    parent: Snapshot | None
    stage_dir: Path
    clock: datetime
    teller: Teller
    _cleaning: dict[Path, PrefectFuture[CleanResult]] = field(default_factory=dict, init=False)

    @property
    def _limit(self) -> float:
        return self.settings.stage_timeout_seconds

    def _folder(self, name: str) -> Path:
        folder = self.stage_dir / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _each(self, name: str, futures: Sequence[PrefectFuture[T]]) -> Iterator[T]:
        """Yield the results in the order of submission, and show how far the stage has come."""
        for done, future in enumerate(futures, start=1):
            yield future.result()
            self.teller.progress(name, done, len(futures))

    def read(self, inputs: Sequence[Input]) -> list[ReadResult]:
        """Read the inputs into parts of documents, and begin to clean those that there are."""
        limits = ReadLimits(
            batch_bytes=self.settings.batch_mb * MIB,
            max_document_bytes=self.settings.max_document_mb * MIB,
        )
        out = self._folder("ingest")
        batches = groups(inputs, limits.batch_bytes)
        with self.teller.stage("ingest") as counts:
            keys = [f"{number:05d}" for number in range(len(batches))]
            for key in keys:
                forget_unfinished(out, key)
            futures = [
                ingest.submit(self.pools.stages, key, batch, out, limits, self.clock, self._limit)
                for key, batch in zip(keys, batches, strict=True)
            ]
            for key, future in zip(keys, futures, strict=True):
                for part in parts_as_they_come(out, key, _done(future)):
                    self._begin_cleaning(part)
            results = list(self._each("ingest", futures))
            counts["documents"] = sum(r.documents for r in results)
            counts["set_aside"] = sum(r.quarantined for r in results)
            for reason, count in sorted(
                sum((Counter(r.skipped) for r in results), Counter()).items()
            ):
                counts[f"skipped_({reason})"] = count  # no document, such as an archived picture
        return results

    def clean_and_describe(
        self, documents: Sequence[Path], rendered: Sequence[Path], known: Path | None = None
    ) -> tuple[list[CleanResult], list[DescribeResult]]:
        """Clean every part and describe it; ``rendered`` parts hold rows of raw_documents.

        ``known`` names the stories that documents belong to already (`DescribeOptions.known`).
        A part is handed on as soon as it is clean, so that no worker waits for the last one.
        """
        cleaned: list[CleanResult] = []
        described: list[PrefectFuture[DescribeResult]] = []
        with self.teller.stage("clean") as counts:
            futures = [
                self._begin_cleaning(part, again)
                for again, parts in ((False, documents), (True, rendered))
                for part in parts
            ]
            for result in self._each("clean", futures):
                cleaned.append(result)
                described.append(self._describe(result, known))
            counts["blocks_removed"] = sum(sum(r.removed.values()) for r in cleaned)
            counts["set_aside"] = sum(r.quarantined for r in cleaned)
        with self.teller.stage("describe") as counts:
            results = list(self._each("describe", described))
            counts["documents"] = sum(r.documents for r in results)
            counts["set_aside"] = sum(r.quarantined for r in results)
        self.give_memory_back(len(results))
        return cleaned, results

    def _begin_cleaning(self, part: Path, again: bool = False) -> PrefectFuture[CleanResult]:
        """Begin to clean a part, unless that has begun."""
        if part not in self._cleaning:
            options = CleanOptions(cleaning=self.settings.cleaning, repeated=self._repeated_lines)
            self._cleaning[part] = clean.submit(
                self.pools.stages, part, self._folder("clean"), options, self._limit, again
            )
        return self._cleaning[part]

    def give_memory_back(self, parts: int) -> None:
        """Start the workers anew after a stage of many parts."""
        if parts > MANY_PARTS:
            self.pools.stages.shutdown()

    @property
    def _repeated_lines(self) -> tuple[Path, ...]:
        return tuple(self.parent.state_files(REPEATED)) if self.parent else ()

    def learn(self, cleaned: Sequence[CleanResult]) -> Future[Path] | None:
        """Begin to take in what the run's pages print; null when nothing is learnt from them."""
        printed = [r.printed for r in cleaned if r.printed is not None]
        out = self._folder("learn") / f"{REPEATED}.parquet"
        state = self._repeated_lines
        return learn_lines(self.pools.stages, state, printed, out) if printed else None

    def _describe(self, part: CleanResult, known: Path | None) -> PrefectFuture[DescribeResult]:
        options = DescribeOptions(self.clock, self.settings.cleaning, CLEANER_VERSION, known)
        return describe.submit(
            self.pools.stages,
            part.raw_documents,
            part.texts,
            part.removed_blocks,
            self._folder("describe"),
            options,
            self._limit,
        )

    def identify(
        self, drafts: Sequence[Path], excluded: Path | None, turn: int, kept: bool = False
    ) -> IdentifyResult:
        """Tell new, edited and known stories apart; ``kept`` documents were met in no input."""
        out = self._folder(f"identify-{turn}")
        with self.teller.stage("identify") as counts:
            result = identify.submit(
                self.pools.stages,
                drafts,
                self.parent,
                excluded,
                out,
                IdentifyOptions(self.clock, kept),
                self._limit,
            ).result()
            counts |= {"new": result.new, "updated": result.updated, "known": result.unchanged}
        return result if result.changed else _with_no_rows(result, drafts, out)

    def compare_and_extract(
        self,
        changed: Sequence[Path],
        excluded_mentions: Path | None,
        turn: int,
        again: Again,
        meanwhile: Callable[[], None],
    ) -> tuple[DeduplicateResult, LinkResult | None]:
        """De-duplicate and extract, side by side, also what a backfill takes up ``again``.

        ``meanwhile`` is done while both go on.
        """
        out = self._folder(f"deduplicate-{turn}")
        with self.teller.stage("deduplicate") as counts:
            duplicates = deduplicate.submit(
                self.pools.stages,
                changed,
                again.compared,
                self.parent,
                out,
                DeduplicateOptions(),
                self._limit,
            )
            named = [*changed, *again.named]
            recognised = self._recognise(named, turn)
            meanwhile()
            found = duplicates.result()
            counts |= {"copies": found.copies, "pairs": found.edges, "bounded": found.bounded}
        if recognised is None:
            return found, None
        return found, self._link(named, recognised, excluded_mentions, turn)

    def _recognise(
        self, changed: Sequence[Path], turn: int
    ) -> list[PrefectFuture[RecogniseResult]] | None:
        if self.settings.entities == "none":
            return None
        out = self._folder(f"recognise-{turn}")
        parts = plan_parts(changed, out, max(1, self.settings.batch_mb // 8) * MIB)
        options = ExtractOptions(model=self.settings.entities)
        return [
            recognise.submit(self.pools.recogniser, part, out, options, self._limit)
            for part in parts
        ]

    def _link(
        self,
        changed: Sequence[Path],
        recognised: Sequence[PrefectFuture[RecogniseResult]],
        excluded: Path | None,
        turn: int,
    ) -> LinkResult:
        with self.teller.stage("extract") as counts:
            found = list(self._each("extract", recognised))
            result = link.submit(
                self.pools.stages,
                changed,
                found,
                self.parent,
                excluded,
                self._folder(f"link-{turn}"),
                self._limit,
            ).result()
            counts |= {"mentions": result.mentions_count, "entities": result.entities_count}
        return result


def _done(future: PrefectFuture[T]) -> Event:
    """Return what is set when the task run has ended."""
    done = Event()
    future.add_done_callback(lambda _: done.set())
    return done


def _with_no_rows(result: IdentifyResult, drafts: Sequence[Path], out: Path) -> IdentifyResult:
    """Give the later stages one part without rows when no story is new or changed."""
    clock = pl.Datetime("us", "UTC")
    part = (
        pl.read_parquet(drafts[0], n_rows=0)
        .with_columns(pl.lit(None, pl.String).alias(name) for name in ("version_id", "change_kind"))
        .with_columns(pl.lit(None, clock).alias(name) for name in ("first_seen_at", "last_seen_at"))
        .with_columns(version=pl.lit(None, pl.Int32), is_new_article=pl.lit(None, pl.Boolean))
    )
    return replace(result, changed=(write_part(part, out / "changed-none.parquet"),))
