"""The counting, weighing and proving kernels against plain Python."""

import math

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks.boosting import Recipe, fit
from tasks.clean import ledger
from tasks.clean.lexicon import word_hash
from tasks.clean.measure import measure
from tasks.clean.model import WEIGHTS
from tasks.clean.recognise import rules
from tasks.clean.region import best_stretch
from tasks.clean.rules.rule import Rule
from tasks.clean.scan import COLUMNS, scan
from tasks.clean.spaces import SPACES, WHITE
from tasks.clean.trees import Forest, learnt_from, load, save, weigh

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_white_space_is_that_of_python() -> None:
    assert sorted(WHITE) == [chr(c) for c in range(0x110000) if chr(c).isspace()]
    assert int(SPACES.sum()) == len(WHITE)


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_measures(texts: list[str]) -> None:
    found = measure(pl.Series(texts))
    assert found.words.tolist() == [len(text.split()) for text in texts]
    assert found.solid.tolist() == [len("".join(text.split())) for text in texts]


def test_counts_of_a_line() -> None:
    rows, hashes, bounds = scan(pl.Series(["“We’re HERE,” Ann said at 10:30 on 5 May 2019.", ""]))
    counted = dict(zip(COLUMNS, rows[0].tolist(), strict=True))
    wanted = {
        "words": 11, "digits": 9, "cap_words": 4, "all_caps_words": 1, "commas": 1, "quotes": 2,
        "clock_times": 1, "years": 1, "ends_stop": 1, "starts_quote": 1, "word_month": 1,
        "word_said": 1,
    }  # fmt: skip
    assert {name: counted[name] for name in wanted} == wanted
    assert word_hash("we're") == hashes[0]
    assert bounds.tolist() == [0, 11, 11]
    assert not rows[1].any()


@given(st.lists(st.floats(-5, 5), max_size=12))
def test_best_stretch_is_the_best(gain: list[float]) -> None:
    start, end = best_stretch(np.array(gain, dtype=np.float64))
    sums = [sum(gain[a:b]) for a in range(len(gain)) for b in range(a + 1, len(gain) + 1)]
    assert sum(gain[start:end]) >= max([0.0, *sums]) - 1e-9


def test_a_forest_learns_and_survives_its_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(1)
    rows = rng.random((3000, 5)).astype(np.float32)
    wanted = ((rows[:, 1] > 0.4) & (rows[:, 3] < 0.7)).astype(np.float32)
    recipe = Recipe(trees=30, leaves=4, depth=3, rate=0.3, features_share=1.0)
    forest = fit(rows, wanted, np.ones(3000, np.float32), recipe)
    chance = weigh(forest, rows)
    assert ((chance > 0.5) == (wanted > 0)).mean() > 0.98
    save(tmp_path / "f.npz", {"a": forest}, [2, 0])
    assert learnt_from(tmp_path / "f.npz") == {0, 2}
    assert np.array_equal(weigh(load(tmp_path / "f.npz", "a"), rows), chance)
    again = fit(rows, wanted, np.ones(3000, np.float32), recipe)
    save(tmp_path / "g.npz", {"a": again}, [0, 2])
    assert (tmp_path / "f.npz").read_bytes() == (tmp_path / "g.npz").read_bytes()


def walked(forest: Forest, row: NDArray[np.float32]) -> float:
    total = 0.0
    for root in forest.root.tolist():
        node = root
        for _ in range(int(forest.depth.max())):
            higher = row[forest.feature[node]] > forest.threshold[node]
            node = root + int((forest.higher if higher else forest.lower)[node])
        total += float(forest.value[node])
    return 1 / (1 + math.exp(-total))


def test_a_forest_weighs_as_a_walk_down_its_trees_would() -> None:
    for name in ("text", "glance", "html"):
        forest = load(WEIGHTS, name)
        limits = np.random.default_rng(5).permutation(forest.threshold)
        width = int(forest.feature.max()) + 1
        rows = np.resize(limits, (300, width)) + np.resize([0, 0.001, -1], (300, width))
        rows = rows.astype(np.float32)
        rows[7] = np.nan
        found = weigh(forest, rows)
        assert np.allclose(found, [walked(forest, row) for row in rows], rtol=1e-4)
        assert len(set(found.tolist())) > 250


def prove(source: str, text: str, spans: list[tuple[int, int]]) -> bool:
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    taken = pl.DataFrame(
        {"doc": [0] * len(spans), "char_start": starts, "char_end": ends},
        schema={"doc": pl.UInt32, "char_start": pl.Int32, "char_end": pl.Int32},
    )
    return not ledger.uncovered(pl.Series([source]), pl.Series([text]), taken)[0]


def test_the_proof_finds_every_kind_of_fault() -> None:
    assert prove("a b c", "a c", [(2, 3)])
    assert prove("é\u3000😀x", "é x", [(2, 3)])
    assert not prove("a b c", "a b", [(2, 3)])  # kept what was taken
    assert not prove("a b c", "a", [(2, 3)])  # lost a character
    assert not prove("a b c", "a c d", [(2, 3)])  # invented one
    assert not prove("a b c", "c a", [(2, 3)])  # changed the order
    assert not prove("a b c", "a c", [(2, 3), (2, 3)])  # took one twice
    assert not prove("a b c", "a", [(2, 9)])  # took what is not there


def test_rules_have_one_name_each_and_sane_scores() -> None:
    every = rules()
    assert len({rule.rule_id for _, rule in every}) == len(every)
    for kind, rule in every:
        assert isinstance(rule, Rule)
        assert rule.rule_id.startswith(f"{kind}.")
        assert 0.5 <= rule.score <= 1
