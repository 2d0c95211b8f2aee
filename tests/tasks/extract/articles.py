"""Article parts as identify writes them, with the columns that extraction reads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from warehouse.ids import make_id, sha256_text


@dataclass(frozen=True)
class Story:
    """One article of a test: its name, headline, text, language and the day it was first seen."""

    name: str
    headline: str | None
    text: str
    language: str | None = "en"
    day: int = 1
    version: int = 1
    dateline: str | None = None

    @property
    def article_id(self) -> str:
        return make_id("a", self.name)


def write_changed(stories: list[Story], path: Path) -> Path:
    rows = [
        {
            "article_id": s.article_id,
            "version_id": make_id("v", s.name, str(s.version)),
            "headline": s.headline,
            "text": s.text,
            "dateline": s.dateline,
            "text_sha256": sha256_text(s.text),
            "language": s.language,
            "first_seen_at": datetime(2024, 1, s.day, tzinfo=UTC),
        }
        for s in stories
    ]
    types = {"headline": pl.String, "language": pl.String, "dateline": pl.String}
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows, schema_overrides=types).write_parquet(path)
    return path


BRIDGE = Story(
    "bridge",
    "U.S., Canada open bridge",
    "Justin Trudeau met Barack Obama in Ottawa on Friday.\n\n"
    "“We will build it,” Trudeau said. Officials in the United States agreed.",
)
VISIT = Story(
    "visit",
    "Obama visits Tokyo",
    "Barack Obama met Shinzo Abe in Tokyo on Monday. Abe thanked Obama.",
    day=2,
)
FRENCH = Story(
    "french",
    None,
    "Le ministre Jean Dupont a rencontré les habitants de Lyon, a-t-il dit. UN Canada gagne.",
    language="fr",
    day=3,
)
