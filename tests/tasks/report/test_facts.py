"""Facts survive the trip through JSON and refuse what is not theirs."""

import json
from dataclasses import replace

import pytest

from tasks.report.facts import COUNT_KEYS, RunFacts
from tests.tasks.report.newsroom import facts


@pytest.mark.parametrize("status", ["published", "unchanged", "stopped"])
def test_the_facts_come_back_from_json(status: str) -> None:
    before = facts(status)  # type: ignore[arg-type]
    assert RunFacts.from_json(before.to_json()) == before


def test_counts_have_exactly_the_agreed_keys() -> None:
    counts = dict.fromkeys(COUNT_KEYS, 0)
    with pytest.raises(ValueError, match="documents"):
        replace(facts(), counts={k: v for k, v in counts.items() if k != "documents"})
    with pytest.raises(ValueError, match="extra"):
        replace(facts(), counts={**counts, "extra": 1})


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(ValueError, match="'lost'"):
        replace(facts(), status="lost")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["[]", "{}", '{"run_id": "x"}', "not json"])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        RunFacts.from_json(text)


def test_a_stage_of_another_shape_is_refused() -> None:
    values = json.loads(facts().to_json())
    values["stages"] = [{"stage": "clean"}]
    with pytest.raises(ValueError, match="stage"):
        RunFacts.from_json(json.dumps(values))
