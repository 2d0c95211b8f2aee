"""Gives every kind of removed text its colour, on a page and in a terminal, and its meaning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """How one kind of removal is shown.

    `hue` is an angle of the OKLCH colour circle in degrees, `ansi` an index of the 256-colour
    terminal palette, `meaning` a phrase that follows "because it is".
    """

    hue: int
    ansi: int
    meaning: str


UNKNOWN = Kind(300, 245, "text that a rule set aside")
"""For a kind that this version does not know, as in tables of a later one."""

KINDS: dict[str, Kind] = {
    # metadata printed on the page: blue to green
    "headline": Kind(265, 33, "the headline, kept in its own column"),
    "deck": Kind(250, 39, "the deck below or above the headline"),
    "breadcrumb": Kind(235, 38, "the path of sections that leads to the page"),
    "byline_line": Kind(205, 37, "the line that names the authors"),
    "timestamp_line": Kind(165, 35, "the line with the printed dates"),
    # page controls: violet
    "print_control": Kind(285, 99, "a button to print the page"),
    "share_bar": Kind(298, 105, "a row of share buttons"),
    "translation_link": Kind(310, 134, "a link to a translation"),
    "navigation": Kind(320, 140, "navigation of the site"),
    "cookie_notice": Kind(335, 169, "a notice about cookies"),
    # offers and links to other pages: orange
    "related": Kind(55, 172, "a link to another story"),
    "most_viewed": Kind(68, 178, "a list of the most viewed stories"),
    "tag_list": Kind(82, 142, "a list of topics"),
    "newsletter": Kind(45, 166, "an invitation to a newsletter"),
    "advert": Kind(35, 208, "an advertisement"),
    "paywall": Kind(95, 136, "a request to subscribe"),
    # other people's words: red
    "reader_comment": Kind(22, 160, "a reader's comment"),
    "comment_author": Kind(8, 161, "the name of a reader who commented"),
    # small print: olive to green
    "caption": Kind(125, 64, "the caption of a picture"),
    "contact": Kind(140, 71, "how to reach the desk or author"),
    "copyright": Kind(110, 100, "a notice of rights"),
    # told by repetition: magenta
    "repeat": Kind(350, 168, "a passage that the page prints twice"),
    "repeated_line": Kind(0, 132, "a line that this outlet prints on many pages"),
    "furniture": Kind(340, 139, "page furniture without a kind of its own"),
}


def look(kind: str) -> Kind:
    """Return how a kind is shown; an unknown one is shown neutrally."""
    return KINDS.get(kind, UNKNOWN)


def css_class(kind: str) -> str:
    """Return the style class of a kind: only known names ever become part of the markup."""
    return f"k-{kind}" if kind in KINDS else "k-other"


def readable(word: str) -> str:
    """Turn a word of the vocabulary into words for a reader: ``print_control``, print control."""
    return word.replace("_", " ")
