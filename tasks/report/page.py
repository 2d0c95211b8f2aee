"""Writes a run's page: one HTML file that needs nothing else and runs no script."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from tasks.report import charts, wording
from tasks.report.cluster_html import cluster_html
from tasks.report.co_mention_chart import co_mention_chart
from tasks.report.facts import RunFacts
from tasks.report.kinds import KINDS, UNKNOWN, css_class, look, readable
from tasks.report.links import linked
from tasks.report.marked_html import segments_html
from tasks.report.rows import Tables
from tasks.report.samples import SAMPLES, MarkedArticle
from tasks.report.summary import Summary, summarise

HERE = Path(__file__).parent
STRETCH_LONGEST = 900  # characters of one stretch of a sample that are shown
OPEN_SAMPLES = 2

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""No script, no font, no picture from elsewhere: an article cannot make the page do anything."""


def write_report(facts: RunFacts, tables: Tables, out: Path) -> Path:
    """Write the page of a run to `out` and return that path.

    `tables` maps a table's name to its Parquet files: the published snapshot's, or the candidates
    of a run that was stopped. Only rows with the run's id are read, and samples of them.
    """
    page = _template().render(
        facts=facts,
        counts=facts.counts,
        summary=None if facts.status == "unchanged" else summarise(facts, tables),
        title=f"Broadsheet run {facts.run_id}",
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_suffix(".unfinished")
    unfinished.write_bytes(page.encode("utf-8", "replace"))
    unfinished.rename(out)
    return out


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "whole": wording.whole,
        "moment": wording.moment,
        "seconds": wording.seconds,
        "readable": readable,
        "kind_class": css_class,
    }
    environment.globals |= {
        "policy": POLICY,
        "kinds": {**KINDS, "other": UNKNOWN},
        "charts": charts,
        "co_mention_chart": co_mention_chart,
        "plural": wording.plural,
        "share": wording.share,
        "linked": linked,
        "look": look,
        "cluster_html": cluster_html,
        "marked": _marked,
        "headline": _headline,
        "deck": _deck,
        "samples_most": SAMPLES,
        "open_samples": OPEN_SAMPLES,
    }
    return environment.get_template("page.html")


def _marked(article: MarkedArticle) -> Markup:
    return segments_html(article.source_text, article.segments, STRETCH_LONGEST, article.names)


def _headline(facts: RunFacts, summary: Summary | None) -> str:
    """The first sentence of the page: what the run came to."""
    if facts.status == "stopped":
        return "Nothing was published."
    if summary is None:
        return (
            f"Nothing new: {wording.plural(facts.counts['inputs_unchanged'], 'input')} unchanged."
        )
    written = wording.plural(summary.funnel[-1].count, "article")
    return f"{wording.plural(facts.counts['documents'], 'document')} became {written}."


def _deck(facts: RunFacts, summary: Summary | None) -> str:
    """The second sentence: what a reader can rely on after this run."""
    if facts.status == "stopped":
        return ""
    if summary is None:
        return "Every input was published before and has not changed since; the tables stay."
    chars = sum(kind.chars for kind in summary.kinds)
    if not chars:
        return "Not a character was taken out."
    return f"All {wording.whole(chars)} characters taken out are on record, each with its rule."
