"""The context of reading one input: the file, the limits, and how its rows are made."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks.ingest.decode import mend
from tasks.ingest.limits import ReadLimits
from tasks.ingest.row import NO_GIVEN, Document, Given, Problem, Reason, payload_json
from tasks.ingest.source import Input
from warehouse.ids import make_id


def _settle(given: Given) -> tuple[Given, str]:
    """Return metadata without NULs and lone surrogates, and its JSON, which shows both."""
    try:
        told = given.as_json()
    except TypeError:
        told = "\\u0000"
    if "\\u0000" in told:
        given = Given(*(_mended(value) for value in given))  # type: ignore[arg-type]
        told = given.as_json()
    return given, told


def _mended(value: str | list[str] | None) -> str | list[str] | None:
    if isinstance(value, list):
        return [mend(part)[0] for part in value]
    return mend(value)[0] if value else None


@dataclass(frozen=True)
class Reading:
    """One input being read; `fetched_at` is its file's time, which a record may overrule."""

    source: Input
    limits: ReadLimits
    fetched_at: datetime

    @property
    def path(self) -> Path:
        """The file on this machine."""
        return Path(self.source.path)

    def uri(self, fragment: str) -> str:
        """Return the place of a record inside the file, such as ``row=12``."""
        return f"{self.source.uri}#{fragment}" if fragment else self.source.uri

    def problem(
        self,
        expectation: str,
        message: str,
        *,
        fragment: str = "",
        record_key: str | None = None,
        payload: dict[str, object] | None = None,
    ) -> Problem:
        """Return a quarantine row with one reason; the message gets the file and place in front."""
        return self.problems(
            [Reason(expectation, None, None, message)], fragment, record_key, payload
        )

    def problems(
        self,
        reasons: list[Reason],
        fragment: str,
        record_key: str | None,
        payload: dict[str, object] | None,
    ) -> Problem:
        """Return a quarantine row with several reasons, each naming file and place."""
        place = f"{self.source.native_path}{', ' + fragment.replace('=', ' ') if fragment else ''}"
        default = f"{self.source.native_path}#{fragment}" if fragment else self.source.native_path
        return Problem(
            stage="ingest",
            table_name=None,
            record_key=record_key or default,
            reasons=[r._replace(message=f"{place}: {r.message}") for r in reasons],
            payload=payload_json(payload) if payload is not None else None,
            raw_uri=self.uri(fragment),
            source_id=self.source.source_id,
        )

    def document(
        self,
        content: str,
        raw: bytes,
        media_type: str,
        *,
        native_id: str | None,
        native_basis: str,
        fragment: str = "",
        given: Given = NO_GIVEN,
        given_basis: str | None = None,
        charset: str = "utf-8",
        damage: list[str],
        extra: str | None = None,
        fetched_at: datetime | None = None,
    ) -> Document:
        """Return a document row; `raw` are its bytes as sent, from which its digest is made."""
        source_id = self.source.source_id
        digest = hashlib.sha256(raw).hexdigest()
        given, given_json = _settle(given)
        return Document(
            make_id("r", source_id, native_id or "", digest, given_json),
            digest,
            source_id,
            self.uri(fragment),
            native_id,
            native_basis if native_id else None,
            given_basis,
            media_type,
            charset,
            content,
            len(raw),
            given,
            extra,
            damage,
            None,
            None,
            None,
            None,
            None,
            fetched_at or self.fetched_at,
        )
