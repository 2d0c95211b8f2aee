"""Downloads one feed address into a folder, within a time and a size."""

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from tasks.ingest.limits import MIB

TIMEOUT_SECONDS = 30.0
MAX_BYTES = 64 * MIB
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class FetchError(ValueError):
    """An address could not be downloaded."""


def file_name(url: str) -> str:
    """Return a file name that is safe, readable and different for every address."""
    parts = urlsplit(url)
    name = _UNSAFE.sub("-", f"{parts.hostname}{parts.path}").strip("-.")[-120:]
    mark = hashlib.sha256(url.encode()).hexdigest()[:8]
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{mark}.{suffix}" if dot and "/" in parts.path[1:2] + "/" else f"{name}-{mark}"


def fetch(
    url: str, folder: Path, timeout: float = TIMEOUT_SECONDS, max_bytes: int = MAX_BYTES
) -> Path:
    """Download `url` into `folder` and return the file.

    Raises FetchError for a refusal, a time-out, or more than `max_bytes`; OSError when the file
    cannot be written.
    """
    import httpx

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(url)
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with (
            httpx.stream("GET", url, timeout=timeout, follow_redirects=True) as answer,
            unfinished.open("wb") as file,
        ):
            answer.raise_for_status()
            size = 0
            for chunk in answer.iter_bytes():
                size += len(chunk)
                if size > max_bytes:
                    raise FetchError(f"{url}: more than {max_bytes:,} bytes, the download limit")
                file.write(chunk)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        unfinished.unlink(missing_ok=True)
        raise FetchError(f"{url}: cannot be fetched ({error or type(error).__name__})") from error
    except FetchError:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished.rename(path)
