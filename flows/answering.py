"""How every verb answers: one JSON object or lines for people, and the exit code."""

import errno
import json
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

DONE, FAILED, MISUSE, INTERRUPTED = 0, 1, 2, 130

MISUSE_ERRORS = {
    "ConfigurationError",
    "SourceError",
    "NewerSchema",
    "ReleaseError",
    "ReadError",
    "QueryError",
    "UnknownModel",
    "ModelMissingError",
}
"""Names of errors that the user can mend by asking differently; named, not imported, so that
`--help` and the reading verbs need not load the modules that define them."""

_UNWRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}

FAILURES = {
    "LockHeld",
    "LeaseLost",
    "PublishError",
    "ServerError",
    "SnapshotUnreadable",
    "PayloadError",
}

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
WarehouseDir = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", help="Folder of the tables.  [default: data/warehouse]", show_default=False
    ),
]
Config = Annotated[
    Path | None,
    typer.Option("--config", help="Configuration file.  [default: broadsheet.toml if present]"),
]
Format = Literal["table", "csv", "json"]


def tell(line: str = "") -> None:
    """Print a line for people, on standard error."""
    print(line, file=sys.stderr)


def answer(facts: dict[str, object]) -> None:
    """Print the one JSON object of a verb."""
    print(json.dumps(facts, ensure_ascii=False, default=str))


def _disk_full(error: BaseException) -> bool:
    is_errno = isinstance(error, OSError) and error.errno == errno.ENOSPC
    return is_errno or "No space left on device" in str(error)


def _folder_is_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _explained(error: Exception) -> tuple[int, str] | None:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if _disk_full(error):
        return FAILED, (
            f"the disk is full: {error}. Nothing was published. Free some space and run the same "
            "command again; finished stages are not done twice."
        )
    if isinstance(error, FileNotFoundError) and _folder_is_gone():
        return MISUSE, "the current folder is no longer there; change to another one"
    if isinstance(error, OSError) and error.errno in _UNWRITABLE:
        where = error.filename or "the current folder"
        return FAILED, (
            f"cannot use {where} ({error.strerror}); choose a folder for the tables that may be "
            "written with --warehouse"
        )
    if kinds & MISUSE_ERRORS:
        return MISUSE, str(error)
    if kinds & FAILURES:
        return FAILED, str(error)
    return None


@contextmanager
def answering(as_json: bool) -> Iterator[None]:
    """Turn errors into a sentence and an exit code; unknown ones are told with their traceback."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except KeyboardInterrupt:
        sentence = "interrupted; the same command goes on where this one stopped"
        if as_json:
            answer({"error": sentence, "exit_code": INTERRUPTED})
        tell(f"broadsheet: {sentence}")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        known = _explained(error)
        if known is None:
            told = f"unexpected {type(error).__name__}: {error}"
            if as_json:
                answer({"error": told, "exit_code": FAILED})
            traceback.print_exc()
            tell(f"broadsheet: {told}; please report the lines above")
            raise typer.Exit(FAILED) from error
        code, sentence = known
        if as_json:
            answer({"error": sentence, "exit_code": code})
        tell(f"broadsheet: {sentence}")
        raise typer.Exit(code) from error


SHORTEST_ID = 4  # characters behind an id's kind (a_, q_, run_) by which one is meant


def may_be_meant(beginning: str) -> bool:
    """Tell whether this is long enough to be the beginning of an id that somebody means."""
    return len(beginning.partition("_")[2]) >= SHORTEST_ID


def by_beginning(wanted: str, known: Iterable[str], what: str, where: str) -> str:
    """Return the one known id that begins so; `what` and `where` tell a user what it is of.

    Raises ConfigurationError when none or several do, or when it is too short to be meant.
    """
    from flows.settings import ConfigurationError

    hits = [one for one in known if one == wanted] or [o for o in known if o.startswith(wanted)]
    if hits and wanted not in hits and not may_be_meant(wanted):
        raise ConfigurationError(f"{wanted!r} is too short to mean one {what}; see {where}")
    if len(hits) != 1:
        told = f"several {what}s begin" if hits else f"no {what} begins"
        raise ConfigurationError(f"{told} with {wanted!r}; see {where}")
    return hits[0]
