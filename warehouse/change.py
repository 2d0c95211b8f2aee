"""What a run asks of a table when it publishes: files to add, rows to delete."""

from dataclasses import dataclass
from pathlib import Path


class PublishError(RuntimeError):
    """Nothing was published; the message names the reason and the remedy."""


@dataclass(frozen=True)
class TableChange:
    """Files to add to one table or state, and the rows of the parent that must go.

    `delete` is a Parquet part whose first column lists the values of `delete_on` whose rows go;
    `replace` lets all of the parent's rows go. Deleting touches only rows of the parent, never
    rows added by the same publish, so that an upsert is a delete and an add. Several changes of
    one table are one change: all their deletes, then all their adds, in the order given.

    Raises ValueError when only one of `delete` and `delete_on` is given.
    """

    table: str
    add: tuple[Path, ...] = ()
    delete: Path | None = None
    delete_on: str | None = None
    replace: bool = False

    def __post_init__(self) -> None:
        if (self.delete is None) != (self.delete_on is None):
            raise ValueError(f"{self.table}: delete and delete_on are given together or not at all")
