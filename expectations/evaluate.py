"""Asks Great Expectations, through pandas, whether narrow frames meet their expectations."""

import os
import threading
import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

import polars as pl

from expectations.suite import Expectation
from expectations.when_used import import_when_used

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import (
        ExpectationValidationResult as Result,
    )


UNUSED = ("altair", "scipy.stats")
"""Great Expectations draws pictures and compares distributions with them; no suite of ours asks it
to, and a third of the time to import it goes into them."""

ResultFormat = Literal["BOOLEAN_ONLY"] | dict[str, object]


class UnjudgedError(RuntimeError):
    """Great Expectations could not evaluate an expectation at all."""


def warm_up() -> None:
    """Import Great Expectations, which takes seconds, so that a later judgement need not."""
    _batches()


def failing(expectations: Sequence[Expectation], frame: pl.DataFrame) -> list[Expectation]:
    """Return those of the expectations that some row of the frame does not meet."""
    if frame.is_empty() or not expectations:
        return []
    judged = frame.select(list(dict.fromkeys(e.column for e in expectations)))
    outcomes = _validate(expectations, judged, "BOOLEAN_ONLY")
    return [e for e, outcome in zip(expectations, outcomes, strict=True) if not outcome.success]


def unexpected(expectation: Expectation, frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Return the key columns of every row of the frame that does not meet an expectation."""
    complete = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": key,
        "include_unexpected_rows": False,
    }
    judged = frame.select(list(dict.fromkeys([*key, expectation.column])))
    (outcome,) = _validate([expectation], judged, complete)
    rows = outcome.result.get("unexpected_index_list") or []
    assert isinstance(rows, list)
    return pl.DataFrame([{k: row[k] for k in key} for row in rows], frame.select(key).schema)


def _validate(
    expectations: Sequence[Expectation], frame: pl.DataFrame, result_format: ResultFormat
) -> list["Result"]:
    from great_expectations import ExpectationSuite

    configurations = [e.configuration for e in expectations]
    suite = ExpectationSuite(name=expectations[0].table, expectations=configurations)
    batch = _batches().get_batch(batch_parameters={"dataframe": frame.to_pandas()})
    with warnings.catch_warnings():
        # pandas minds a pattern with groups, which a pattern of a contract may well have.
        warnings.filterwarnings("ignore", message="This pattern is interpreted", module="great_")
        outcomes = batch.validate(suite, result_format=result_format).results
    for expectation, outcome in zip(expectations, outcomes, strict=True):
        if outcome.exception_info.get("raised_exception"):
            raise UnjudgedError(
                f"{expectation.table}: {expectation.type} on {expectation.column} could not be "
                f"evaluated: {outcome.exception_info.get('exception_message')}"
            )
    return list(outcomes)


@cache
def _batches() -> "BatchDefinition[None]":
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read when the package is imported
    for name in UNUSED:
        import_when_used(name)
    import great_expectations as gx
    import tqdm
    from great_expectations.data_context.types.base import ProgressBarsConfig

    tqdm.tqdm.set_lock(threading.RLock())  # its own is a semaphore of the system, and outlives us
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("gate").add_dataframe_asset("candidates")
    return asset.add_batch_definition_whole_dataframe("rows")
