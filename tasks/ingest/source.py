"""Finds the input files behind paths, folders, globs and feed addresses, and what each one is."""

import glob
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from tasks.ingest.fetch import FetchError, fetch
from tasks.ingest.limits import ReadLimits
from tasks.ingest.parts import problem_frame
from tasks.ingest.row import Problem, Reason
from tasks.ingest.sniff import sniff_file
from tasks.ingest.stream import ExpansionError
from warehouse.ids import make_id

SIDE_FILES = frozenset(
    (".md", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".md5", ".sha1", ".sha256", ".unfinished")
)
"""Suffixes of files that lie beside data in folders; read only when named themselves."""
SIDE_NAMES = frozenset(("README", "LICENSE", "LICENCE", "SHA256SUMS", "MD5SUMS"))
"""Names, whatever their suffix, of such files."""

_READABLE = ".txt .html .jsonl .json .parquet .warc .wet .xml .rss .atom (.gz or .zst on most)"


class SourceError(ValueError):
    """A source was named that is not there: misuse, told before anything is read."""


@dataclass(frozen=True)
class Input:
    """One input file: where it is, which source it belongs to, what it is and its digest."""

    path: str
    uri: str
    source_id: str
    native_path: str
    format: str
    size: int
    modified_at: datetime
    digest: str

    @property
    def input_id(self) -> str:
        """The identity of these bytes at this place of the source; a changed file has a new one."""
        return make_id("i", self.source_id, self.native_path, self.digest)


@dataclass(frozen=True)
class Expansion:
    """The inputs behind the named sources, rows for those that cannot be read, and side files.

    `problems` has the columns of `record.QUARANTINED`; `ignored` are documentation and settings
    files that folders hold beside the data (`SIDE_FILES`).
    """

    inputs: tuple[Input, ...]
    problems: pl.DataFrame
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    """A file, its path inside the source, the address it came from, and whether it was named."""

    path: Path
    native_path: str
    uri: str
    named: bool


def expand(
    sources: Sequence[str], source_id: str = "local", download_dir: Path | None = None
) -> Expansion:
    """Find all files behind `sources`: files, folders (recursive), globs, http(s) addresses.

    Files come in the order of `sources`, those of a folder sorted by path; hidden files are left
    out; a file met twice counts once. Addresses are downloaded into `download_dir` (a temporary
    folder without one). What cannot be fetched, opened or recognised is a row in `problems`.
    A glob may match nothing yet. Raises SourceError for a path, or a glob's folder, that does not
    exist.
    """
    inputs: dict[str, Input] = {}
    problems: list[Problem] = []
    ignored: list[str] = []
    for found in _find_all(sources, source_id, download_dir):
        if isinstance(found, Problem):
            problems.append(found)
        elif not found.named and _is_side_file(found.path):
            ignored.append(_printable(str(found.path)))
        elif (real := os.path.realpath(found.path)) not in inputs:
            made = _look_at(found, source_id)
            if isinstance(made, Problem):
                problems.append(made)
            else:
                inputs[real] = made
    return Expansion(tuple(inputs.values()), problem_frame(problems), tuple(ignored))


def file_input(path: Path, native_path: str, uri: str, source_id: str) -> Input | Problem:
    """Return one file as an input, or the problem that keeps it from being one."""
    return _look_at(_Found(path, native_path, uri, named=True), source_id)


def _is_side_file(path: Path) -> bool:
    return path.suffix.lower() in SIDE_FILES or path.stem.upper() in SIDE_NAMES


def _find_all(
    sources: Sequence[str], source_id: str, download_dir: Path | None
) -> Iterator[_Found | Problem]:
    for source in sources:
        if source.startswith(("http://", "https://")):
            yield _download(source, source_id, download_dir)
        else:
            yield from _find(source, source_id)


def _download(url: str, source_id: str, download_dir: Path | None) -> _Found | Problem:
    folder = download_dir or Path(tempfile.mkdtemp(prefix="broadsheet-"))
    native_path = url.split("://", 1)[1].split("#", 1)[0]
    try:
        return _Found(fetch(url, folder), native_path, url, named=True)
    except (FetchError, OSError) as error:
        message = f"{error}; check the address, or give a downloaded file"
        return _problem("readable", message, native_path, url, source_id)


def _find(source: str, source_id: str) -> Iterator[_Found | Problem]:
    path = Path(os.path.abspath(Path(source).expanduser()))  # noqa: PTH100 - keeps links
    if path.is_dir():
        yield from _walk(path, path.parent, source_id)
    elif path.exists() or path.is_symlink():
        yield _Found(path, f"{path.parent.name}/{path.name}", path.as_uri(), named=True)
    elif glob.has_magic(source):
        yield from _matches(path, source, source_id)
    else:
        raise SourceError(f"there is no {path}; check the path, or quote a pattern")


def _matches(pattern: Path, source: str, source_id: str) -> Iterator[_Found | Problem]:
    parts = list(pattern.parts)
    depth = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:depth])
    pattern_below = Path(*parts[depth:])
    hidden_too = any(part.startswith(".") for part in pattern_below.parts)
    matched = [
        path
        for path in sorted(root.glob(str(pattern_below)))
        if hidden_too or not any(p.startswith(".") for p in path.relative_to(root).parts)
    ]
    if not root.is_dir():
        raise SourceError(f"no file matches {source}: there is no folder {root}; check the path")
    for path in matched:
        if path.is_dir():
            yield from _walk(path, root.parent, source_id)
        else:
            native_path = path.relative_to(root.parent).as_posix()
            yield _Found(path, native_path, path.as_uri(), named=False)


def _walk(folder: Path, above: Path, source_id: str) -> Iterator[_Found | Problem]:
    """Yield the files of a folder, sorted; linked folders are followed once, so loops end."""
    seen: set[str] = set()
    failures: list[OSError] = []
    for base, folders, names in os.walk(folder, onerror=failures.append, followlinks=True):
        real = os.path.realpath(base)
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if real not in seen else []
        if real in seen:
            continue
        seen.add(real)
        for name in sorted(n for n in names if not n.startswith(".")):
            path = Path(base) / name
            yield _Found(path, path.relative_to(above).as_posix(), path.as_uri(), named=False)
    for failure in failures:
        blocked = Path(failure.filename)
        native_path = _printable(blocked.relative_to(above).as_posix())
        message = f"cannot list the folder ({failure.strerror}); give read permission"
        yield _problem("readable", message, native_path, blocked.as_uri(), source_id)


def _printable(name: str) -> str:
    """A file name that is not UTF-8, with its odd bytes written as \\xe9; others as they are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _look_at(found: _Found, source_id: str) -> Input | Problem:
    found = replace(found, native_path=_printable(found.native_path))
    try:
        facts = found.path.stat()
        if not stat.S_ISREG(facts.st_mode):
            message = "is no regular file; give a file, a folder or an address"
            return _problem("readable", message, found.native_path, found.uri, source_id)
        kind = sniff_file(found.path, ReadLimits())
        with found.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ExpansionError) as error:
        message = f"cannot be read ({error}); repair it, give read permission, or take it out"
        return _problem("readable", message, found.native_path, found.uri, source_id)
    if kind is None:
        message = f"unknown format; Broadsheet reads {_READABLE}; convert it or take it out"
        return _problem("known_format", message, found.native_path, found.uri, source_id)
    modified_at = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=facts.st_mtime_ns // 1000)
    return Input(
        path=str(found.path),
        uri=found.uri,
        source_id=source_id,
        native_path=found.native_path,
        format=kind,
        size=facts.st_size,
        modified_at=modified_at,
        digest=digest,
    )


def _problem(expectation: str, message: str, native_path: str, uri: str, source: str) -> Problem:
    reason = Reason(expectation, None, None, f"{native_path}: {message}")
    return Problem("discover", None, native_path, [reason], None, uri, source)
