"""Draws the difference of two texts in a terminal: a sentence a row, marked - + or ~."""

from collections.abc import Iterator

from tasks.report.cells import cut_to, printable, wrapped
from tasks.report.text_difference import Difference
from tasks.report.wording import plural

SENTENCES_SHOWN = 80
MARKS = {"removed": "- ", "added": "+ ", "moved": "~ "}
_COLOURS = {"removed": "\x1b[31m", "added": "\x1b[32m", "moved": "\x1b[36m"}
_RESET = "\x1b[0m"


def difference_terminal(
    found: Difference, article: str, against: str, width: int, colour: bool
) -> Iterator[str]:
    """Yield rows of at most `width` columns; `article` and `against` are how people tell them."""
    title = f"what {printable(article)} made of {printable(against)}: {counts_of(found)}"
    yield cut_to(title, width)
    for sentence in found.changes[:SENTENCES_SHOWN]:
        code = _COLOURS[sentence.change] if colour else ""
        rows = wrapped([(printable(sentence.text), None)], max(8, width - 4))
        for number, row in enumerate(rows):
            mark = "  " if number else MARKS[sentence.change]
            line = "  " + mark + "".join(text for text, _ in row).rstrip()
            yield f"{code}{line}{_RESET}" if code else line
    more = len(found.changes) - SENTENCES_SHOWN
    if more > 0:
        yield cut_to(f"  and {plural(more, 'more sentence')}; --json has all", width)
    if found.is_cut:
        yield cut_to("  the texts are longer than what was compared here", width)


def counts_of(found: Difference) -> str:
    """Say how many sentences were kept, removed, added and moved."""
    if not found.changes:
        return "the same sentences"
    told = [plural(found.count("kept"), "sentence") + " kept"]
    told += [f"{n} {word}" for word in ("removed", "added", "moved") if (n := found.count(word))]
    return ", ".join(told)
