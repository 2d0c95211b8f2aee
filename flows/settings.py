"""Every setting of Broadsheet, typed, from flags, environment or the configuration file."""

import os
import tomllib
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_CONFIG = Path("broadsheet.toml")
DEFAULT_MODEL = "small"
SOURCE_NAME = r"^[\w.-]+$"


class ConfigurationError(ValueError):
    """A setting or the configuration file cannot be used; the message says where and why."""


class Source(BaseModel):
    """A named source: where it is read and how often it is expected to speak."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=SOURCE_NAME, description="Becomes source_id in every table.")
    paths: list[str] = Field(min_length=1, description="Files, folders, globs or feed URLs.")


class Settings(BaseSettings):
    """What a run needs to know. Flags win over BROADSHEET_* variables, those over the file."""

    model_config = SettingsConfigDict(env_prefix="BROADSHEET_", extra="forbid")

    warehouse: Path = Field(Path("data/warehouse"), description="Folder of the tables.")
    cleaning: Literal["auto", "off"] = Field(
        "auto", description="off: text is the article body as given; nothing is removed or moved."
    )
    entities: str = Field(DEFAULT_MODEL, description="Recogniser, or 'none'.")
    workers: int = Field(
        default_factory=lambda: max(1, min(8, os.cpu_count() or 1)),
        ge=1,
        le=256,
        description="Processes for the stages.",
    )
    batch_mb: int = Field(8, ge=1, le=1024, description="Source text in one batch, MiB.")
    max_document_mb: int = Field(64, ge=1, le=2048, description="Longest document, MiB.")
    keep_snapshots_hours: float = Field(72, ge=0, description="Age at which snapshots are dropped.")
    lock_wait_seconds: float = Field(600, ge=0, description="How long a second writer waits.")
    server_idle_minutes: float = Field(30, gt=0, description="Idle time after which it stops.")
    stage_timeout_seconds: float = Field(3600, gt=0, description="Limit of one task of a stage.")
    volume: Path | None = Field(None, description="Bands per source for the gate, as TOML.")
    sources: list[Source] = Field(default_factory=list, description="Read when `run` names none.")

    @property
    def data_dir(self) -> Path:
        """Folder beside the warehouse for the server's database and its log."""
        return self.warehouse.absolute().parent / "prefect"

    def shaping(self) -> dict[str, object]:
        """The settings that change what the tables hold, and so the identity of a run."""
        return {"cleaning": self.cleaning, "entities": self.entities}


def _explain(error: ValidationError, path: Path, from_file: Collection[str]) -> str:
    lines = [
        f"{path if e['loc'] and e['loc'][0] in from_file else 'settings'}: "
        f"{'.'.join(map(str, e['loc'])) or 'settings'}: {e['msg']}"
        for e in error.errors()
    ]
    return "; ".join(lines) + ". See docs/running.md for the settings."


def load_settings(config: Path | None = None, **flags: object) -> Settings:
    """Read the configuration file, the environment and the flags that were given (not None).

    Raises ConfigurationError when the file is missing though named, is not TOML, or holds a
    setting that does not exist or does not fit.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    path = config or DEFAULT_CONFIG
    from_file: dict[str, object] = {}
    if config is not None and not path.is_file():
        raise ConfigurationError(f"{path}: no such configuration file; check --config")
    if path.is_file():
        try:
            from_file = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise ConfigurationError(f"{path}: not readable as TOML: {error}") from error
    environment = {
        name
        for name in Settings.model_fields
        if f"BROADSHEET_{name}".upper() in {key.upper() for key in os.environ}
    }
    chosen = {k: v for k, v in from_file.items() if k not in environment} | given
    try:
        settings = Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        raise ConfigurationError(_explain(error, path, from_file.keys() - given.keys())) from error
    names = [source.name for source in settings.sources]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ConfigurationError(
            f"{path}: two sources are named {twice[0]!r}; list all paths in one"
        )
    if settings.warehouse.is_file():
        raise ConfigurationError(
            f"{settings.warehouse} is a file; a warehouse is a folder of its own"
        )
    return settings


def run_clock() -> datetime:
    """The time that a run starts: now, or BROADSHEET_NOW (ISO 8601) for repeatable tests.

    Raises ConfigurationError when BROADSHEET_NOW is not a date with a time zone.
    """
    fixed = os.environ.get("BROADSHEET_NOW")
    if fixed is None:
        return datetime.now(UTC)
    try:
        clock = datetime.fromisoformat(fixed)
    except ValueError as error:
        raise ConfigurationError(f"BROADSHEET_NOW: {fixed!r} is not ISO 8601") from error
    return clock.replace(tzinfo=clock.tzinfo or UTC).astimezone(UTC)
