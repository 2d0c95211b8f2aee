"""Loads what every worker needs, once, in the process that workers are forked from.

Modules, compiled kernels and the language model; together they take longer than cleaning a few
hundred documents. Nothing here may run a query: Polars would start its threads, and a process
forked after that would wait for them for ever.
"""

import gc
import importlib
import sys

from numba.core.dispatcher import Dispatcher

MODULES = (
    "flows.assemble",
    "pandas",
    "pyarrow.parquet",
    "tasks.clean.decide",
    "tasks.clean.html",
    "tasks.clean.html_opinion",
    "tasks.clean.second_look",
    "tasks.deduplicate.deduplicate",
    "tasks.describe.describe",
    "tasks.describe.language_kernel",
    "tasks.identify.identify",
    "tasks.ingest.jsonl",
    "tasks.ingest.read",
)
"""What the stages import when they are called, and the gate before Great Expectations."""


def load() -> None:
    """Load everything; what is loaded stays shared with the workers."""
    gc.disable()  # modules are no garbage, and looking for some takes a quarter of the time
    for name in MODULES:
        importlib.import_module(name)
    ours = [module for name, module in sys.modules.items() if name.startswith("tasks.")]
    for kernel in {id(k): k for m in ours for k in vars(m).values()}.values():
        if isinstance(kernel, Dispatcher):
            load_kernel(kernel)
    importlib.import_module("tasks.describe.language").load()
    gc.freeze()
    gc.enable()


def load_kernel(kernel: Dispatcher) -> None:
    """Load what numba keeps of a kernel beside its source; compile nothing."""
    cache = kernel._cache  # type: ignore[attr-defined]
    kept = cache._cache_file._load_index()
    codegen = kernel.targetctx.codegen()  # type: ignore[attr-defined]
    for signature, *_ in kept:
        if cache._index_key(signature, codegen) in kept:
            kernel.compile(signature)


load()
