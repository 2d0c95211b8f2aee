"""Gathers what a run's page shows from its tables, bounded in size however large the run."""

from dataclasses import dataclass

from tasks.report.cluster import Cluster
from tasks.report.co_mentions import CoMentions, co_mentions
from tasks.report.coverage import Coverage, coverage
from tasks.report.facts import RunFacts
from tasks.report.funnel import Step, funnel
from tasks.report.read_clusters import largest_clusters
from tasks.report.removed import KindTotal, OutletTotal, by_kind, by_outlet
from tasks.report.rows import Tables
from tasks.report.samples import MarkedArticle, samples
from tasks.report.top_entities import EntityCount, top_entities
from tasks.report.verdicts import (
    SetAside,
    TableVerdict,
    Verdict,
    failed_verdicts,
    set_aside,
    table_verdicts,
)


@dataclass(frozen=True)
class Summary:
    """The numbers and samples behind a page; each `more_…` says how much was left out."""

    funnel: tuple[Step, ...]
    kinds: tuple[KindTotal, ...]
    outlets: tuple[OutletTotal, ...]
    more_outlets: int
    entities: tuple[tuple[str, tuple[EntityCount, ...]], ...]
    co_mentions: CoMentions
    clusters: tuple[Cluster, ...]
    more_clusters: int
    verdicts: tuple[TableVerdict, ...]
    failed: tuple[Verdict, ...]
    more_failed: int
    aside: tuple[SetAside, ...]
    more_aside: int
    coverage: Coverage
    samples: tuple[MarkedArticle, ...]


def summarise(facts: RunFacts, tables: Tables) -> Summary:
    """Read the run's rows of all tables and sum them up; a table without files counts as empty."""
    run_id = facts.run_id
    outlets, more_outlets = by_outlet(tables, run_id)
    clusters, more_clusters = largest_clusters(tables, run_id)
    failed, more_failed = failed_verdicts(tables, run_id)
    aside, more_aside = set_aside(tables, run_id)
    return Summary(
        funnel=funnel(facts, tables),
        kinds=by_kind(tables, run_id),
        outlets=outlets,
        more_outlets=more_outlets,
        entities=top_entities(tables, run_id),
        co_mentions=co_mentions(tables, run_id),
        clusters=clusters,
        more_clusters=more_clusters,
        verdicts=table_verdicts(tables, run_id),
        failed=failed,
        more_failed=more_failed,
        aside=aside,
        more_aside=more_aside,
        coverage=coverage(tables, run_id),
        samples=samples(tables, run_id),
    )
