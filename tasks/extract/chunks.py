"""Cuts a long text at paragraph borders, so that no model ever sees more than it can hold."""

from collections.abc import Iterator

CHUNK_CHARS = 20_000  # about 3,300 words


def chunks(text: str, limit: int = CHUNK_CHARS) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece) pairs that put together are the text, each at most `limit` long.

    A cut falls after the last blank line in reach, else after a line break, else after a
    space, else exactly at the limit. It depends on the text alone, never on its batch.
    """
    start = 0
    while len(text) - start > limit:
        cut = start + limit
        for border in ("\n\n", "\n", " "):
            found = text.rfind(border, start + limit // 2, cut)
            if found >= 0:
                cut = found + len(border)
                break
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]
