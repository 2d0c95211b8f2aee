"""Renders one HTML page to lines of text, and remembers for each line where in the DOM it stood."""

from dataclasses import dataclass, field

from lxml import etree

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed head select option textarea "
    "canvas audio video map datalist".split()
)
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure article section hr".split()
)
_LINES = frozenset(
    "div li tr dt dd td th form fieldset header footer nav aside main address figcaption caption "
    "body center label button legend details summary time".split()
)
_BLOCKS = _PARAGRAPHS | _LINES
_SEEN = _BLOCKS | {"a", "br"}
_TELLING = frozenset(
    "nav footer aside header form article main figure table blockquote ul ol".split()
)
_NEAREST = 7  # elements of a path that are told with class and id
_NAME_CHARS = 48
_CELL = "\x1f"  # stands between the cells of a row until the line is closed
_SHORT_CELL = 80  # characters; a longer cell holds text, not data


@dataclass
class Page:
    """A rendered page: its text, and a (start, end, path, link_chars) for each of its lines."""

    text: str
    blocks: list[tuple[int, int, str, int]]


@dataclass
class _Writer:
    """Collects pieces of inline text and closes them into lines."""

    lines: list[str] = field(default_factory=list)
    blocks: list[tuple[int, int, str, int]] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    links: int = 0
    lists: int = 0
    bullet: str = ""
    length: int = 0
    gap: bool = False
    names: dict[tuple[str | None, ...], str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take in a piece of inline text; white space begins no line."""
        if self.pieces or not text.isspace():
            self.pieces.append(text)
            if self.links:
                self.link_chars += sum(map(len, text.split()))

    def close(self) -> None:
        """End the current line, if it has any text."""
        if not self.pieces:
            return
        whole = "".join(self.pieces)
        self.pieces.clear()
        if _CELL in whole:
            cells = whole.split(_CELL)
            text = "\t\t".join([" ".join(cell.split()) for cell in cells]).strip()
        else:
            text = " ".join(whole.split())
        if text:
            self._put(text)
        self.link_chars = 0

    def _put(self, text: str) -> None:
        if self.gap and self.lines:
            self.lines.append("")
            self.length += 1
        self.gap = False
        indent = "    " * max(self.lists - 1, 0)
        lead = f"{indent}  " if self.bullet else "    " * self.lists
        start = self.length + len(lead)
        whole = self.bullet + text
        self.lines.append(lead + whole)
        self.blocks.append((start, start + len(whole), self.path(), self.link_chars))
        self.length += len(lead) + len(whole) + 1
        self.bullet = ""

    def path(self) -> str:
        """Return the elements around: far ones only when their tag tells something."""
        tags = [name.partition(".")[0] for name in self.stack[:-_NEAREST]]
        far = [tag for tag in tags if tag in _TELLING]
        return ">".join(far[-4:] + self.stack[-_NEAREST:])


def render(html: str) -> tuple[Page, etree._Element | None]:
    """Return the page's text with its blocks, and the parsed tree for its metadata.

    Blocks are in order and do not overlap. A page without any element renders to nothing.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = html.replace("\x00", "").replace(_CELL, " ").encode("utf-8", "replace")
    tree = etree.fromstring(data, parser) if data.strip() else None
    writer = _Writer()
    if tree is not None:
        _walk(tree, writer)
    return Page("\n".join(writer.lines), writer.blocks), tree


def _walk(tree: etree._Element, writer: _Writer) -> None:
    """Visit every element once; a page has thousands, so those without a look are left at once."""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "end":
            if tag in _SEEN:
                _leave(tag, writer)
            text = element.tail
        elif tag in _SKIPPED or not isinstance(tag, str):
            walker.skip_subtree()
            continue
        else:
            if tag in _SEEN:
                _enter(tag, element, writer)
            text = element.text
        if text:
            writer.add(text)


def _enter(tag: str, element: etree._Element, writer: _Writer) -> None:
    if tag == "a":
        writer.links += 1
    elif tag == "br":
        writer.close()
    elif tag in _BLOCKS:
        if tag not in ("td", "th"):
            writer.close()
        writer.gap = writer.gap or tag in _PARAGRAPHS
        writer.stack.append(_name(tag, element, writer.names))
        if tag in ("ul", "ol"):
            writer.lists += 1
        elif tag == "li" and writer.lists:
            writer.bullet = "• "


def _leave(tag: str, writer: _Writer) -> None:
    if tag == "a":
        writer.links = max(writer.links - 1, 0)
    elif tag in _BLOCKS:
        if tag in ("td", "th") and sum(map(len, writer.pieces)) <= _SHORT_CELL:
            if writer.pieces:
                writer.pieces.append(_CELL)
        else:
            writer.close()
        if tag == "li":
            writer.bullet = ""
        elif tag in ("ul", "ol"):
            writer.lists = max(writer.lists - 1, 0)
        writer.gap = writer.gap or tag in _PARAGRAPHS
        if writer.stack:
            writer.stack.pop()


def _name(tag: str, element: etree._Element, known: dict[tuple[str | None, ...], str]) -> str:
    """Return the tag with the words of its class, id and itemprop; most names come again."""
    get = element.get
    key = (tag, get("class"), get("id"), get("itemprop"))
    name = known.get(key)
    if name is None:
        told = " ".join(filter(None, key[1:]))
        words = "_".join(told.replace(">", "").replace(".", "").split())
        name = known[key] = f"{tag}.{words[:_NAME_CHARS].lower()}" if words else tag
    return name
