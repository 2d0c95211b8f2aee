"""States how much a reader may hold or unpack before it sets an input aside."""

from dataclasses import dataclass

MIB = 1024 * 1024
GIB = 1024 * MIB


@dataclass(frozen=True)
class ReadLimits:
    """Limits of one reading; all in bytes but the ratio.

    A new part begins after about `batch_bytes` of content. A document, JSON line or archive
    record longer than `max_document_bytes` is set aside while it is read, never held whole. A
    compressed file may unpack to `max_expanded_bytes`, and to `max_expansion_ratio` times its
    own size once it has passed `ratio_free_bytes` (short repetitive files pack very well).
    """

    batch_bytes: int = 32 * MIB
    max_document_bytes: int = 64 * MIB
    max_expanded_bytes: int = 64 * GIB
    max_expansion_ratio: float = 200.0
    ratio_free_bytes: int = 256 * MIB

    def expanded_bytes(self, file_bytes: int) -> int:
        """Return how many bytes a compressed file of this size may unpack to."""
        by_ratio = int(file_bytes * self.max_expansion_ratio)
        return min(self.max_expanded_bytes, max(by_ratio, self.ratio_free_bytes))
