"""Finds the line above a page's text that is printed as its headline."""

import re

import numpy as np

from tasks.describe.lines import Lines
from tasks.describe.rendered import DAY_LIKE

_REACH = 8  # lines from the text's first upwards
_LONGEST, _MOST_WORDS, _FEWEST_WORDS = 160, 20, 3
_FIRST_WORDS = 16  # of the text's own first line, where it may be the headline
_START = 50  # characters by which the text's first line is found
_HEADING = re.compile(
    r"^h[1-4]\b|(?:^|[._-])(?:\w*headline|\w*title|titular|titulo|titre|titel\w*|\w*heading\w*)",
    re.I,
)
_ASIDE = re.compile(
    r"sub-?(?:head|title|line)|deck|kicker|nav|breadcrumb|widget|related|teaser|menu|footer|"
    r"comment|caption",
    re.I,
)
_FURNITURE = re.compile(
    r"\b(?:print|e-?mail|share|subscribe|comments?|feeds?|advertis\w*|log ?in|sign in|rss|menu|"
    r"click here|search|home|facebook|twitter|bookmark|newsletter|anzeige|suche|drucken|teilen|"
    r"kommentare?|more|mehr|photos?|fotos?|bild|image|illustration|copyright|cookies?|javascript|"
    r"author|posted|published|updated|source|filed|jobs|add to|register|writer|reporter|editor|"
    r"correspondent|associated press|reuters)\b|"
    r"^(?:by|von|par|por)\b|[|\t©]|^[•*>]",
    re.I,
)
_BY_HEADING, _A_LINE = 2.0, 0.2  # what being a heading is worth, what each line of distance costs


def line_above(source_text: str, lines: Lines, opening: str) -> tuple[str, bool] | None:
    """Return the likeliest headline above the text that begins with `opening`.

    With it comes whether the page marks the line as a heading.
    """
    start = opening.partition("\n")[0][:_START]
    at = source_text.find(start) if start else -1
    if at < 0:
        return None
    first = int(np.searchsorted(lines.starts, at, side="right")) - 1
    best: tuple[float, str, bool] | None = None
    for back in range(min(_REACH, first) + 1):
        place = first - back
        text = source_text[lines.starts[place] : lines.ends[place]].strip()
        around, _, last = lines.paths[place].as_py().rpartition(">")
        is_heading = bool(_HEADING.search(last))
        if _ASIDE.search(f"{around.rpartition('>')[2]}>{last}"):
            continue
        if not _may_be(text, is_heading, is_first=not back):
            continue
        score = _BY_HEADING * is_heading - _A_LINE * back - 0.5 * (text[-1] in ".:" or not back)
        if best is None or score > best[0]:
            best = (score, text, is_heading)
    return best[1:] if best else None


def _may_be(text: str, is_heading: bool, is_first: bool) -> bool:
    words = len(text.split())
    if not (_FEWEST_WORDS - is_heading <= words <= _MOST_WORDS and len(text) <= _LONGEST):
        return False
    if is_first and (words > _FIRST_WORDS or text[-1] in ".!?:"):
        return False
    return not (_FURNITURE.search(text) or (DAY_LIKE.search(text) and len(text) < 50))
