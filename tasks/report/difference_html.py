"""Draws the difference of two texts on a cluster's card: folded, with what changed marked."""

from markupsafe import Markup

from tasks.report.difference_terminal import counts_of
from tasks.report.text_difference import Difference, Sentence
from tasks.report.wording import plural

SENTENCES_SHOWN = 24
SENTENCE_LONGEST = 420  # characters

_DIFFERENCE = Markup(
    '<details class="difference"><summary>What {article} made of {against}: {counts}</summary>\n'
    "<ul>\n{rows}</ul>\n</details>\n"
)
_ROW = Markup('<li class="{change}"><b>{change}</b> <span>{text}</span></li>\n')
_REST = Markup('<li class="rest">{}</li>\n')


def difference_html(found: Difference, article: str, against: str) -> Markup:
    """Return the difference, escaped; `article` and `against` are how people tell the two."""
    rows = [_row(sentence) for sentence in found.changes[:SENTENCES_SHOWN]]
    more = len(found.changes) - SENTENCES_SHOWN
    if more > 0:
        rows.append(_REST.format(f"and {plural(more, 'more sentence')}"))
    if found.is_cut:
        rows.append(_REST.format("the texts are longer than what was compared here"))
    return _DIFFERENCE.format(
        article=article, against=against, counts=counts_of(found), rows=Markup("").join(rows)
    )


def _row(sentence: Sentence) -> Markup:
    text = sentence.text
    cut = text[:SENTENCE_LONGEST].rstrip() + "…" if len(text) > SENTENCE_LONGEST else text
    return _ROW.format(change=sentence.change, text=cut)
