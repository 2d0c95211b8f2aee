"""What a page shows and marks, walking its tree in plain Python: written to check the kernels."""

from collections.abc import Iterator

from lxml import etree

from tasks.clean.byline_marks import _MARKS, _PROFILE

SKIPPED = (
    "script style noscript template svg math iframe object embed head select option textarea "
    "canvas audio video map datalist"
).split()
PARAGRAPHS = ("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure article section hr").split()
BLOCKS = (
    PARAGRAPHS
    + (
        "div li tr dt dd td th form fieldset header footer nav aside main address figcaption "
        "caption body center label button legend details summary time"
    ).split()
)
TELLING = "nav footer aside header form article main figure table blockquote ul ol".split()
Block = tuple[int, int, str, int]


def parsed(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = html.replace("\x00", "").replace("\x1f", " ").encode()
    return etree.fromstring(data, parser) if data.strip() else None


class Page:
    """The lines of one page: `lines`, and `blocks` as (start, end, path, characters in links)."""

    def __init__(self, html: str) -> None:
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.stack: list[str] = []
        self.pieces: list[str] = []
        self.link_chars = self.links = self.lists = 0
        self.bullet, self.gap = "", False
        tree = parsed(html)
        if tree is not None:
            self.element(tree)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def element(self, element: etree._Element) -> None:
        if element.tag not in SKIPPED:
            self.enter(element)
            self.add(element.text or "")
            for child in element:
                self.element(child)
                self.add(child.tail or "")
            self.leave(element.tag)

    def add(self, text: str) -> None:
        if text.strip() or (text and self.pieces):
            self.pieces.append(text)
            self.link_chars += len("".join(text.split())) if self.links else 0

    def enter(self, element: etree._Element) -> None:
        tag = element.tag
        self.links += tag == "a"
        if tag == "br" or (tag in BLOCKS and tag not in ("td", "th")):
            self.close()
        if tag in BLOCKS:
            self.gap |= tag in PARAGRAPHS
            self.stack.append(name(element))
            self.lists += tag in ("ul", "ol")
            self.bullet = "• " if tag == "li" and self.lists else self.bullet

    def leave(self, tag: str) -> None:
        self.links -= tag == "a"
        if tag in BLOCKS:
            if tag not in ("td", "th") or sum(map(len, self.pieces)) > 80:
                self.close()
            elif self.pieces:
                self.pieces.append("\x1f")
            self.bullet = "" if tag == "li" else self.bullet
            self.lists -= tag in ("ul", "ol")
            self.gap |= tag in PARAGRAPHS
            self.stack.pop()

    def close(self) -> None:
        cells = "".join(self.pieces).split("\x1f")
        text = "\t\t".join(" ".join(cell.split()) for cell in cells).strip()
        if text:
            self.lines += [""] if self.gap and self.lines else []
            indent = 4 * max(self.lists - 1, 0) + 2 if self.bullet else 4 * self.lists
            start = sum(len(line) + 1 for line in self.lines) + indent
            self.lines.append(" " * indent + self.bullet + text)
            end = start + len(self.bullet + text)
            self.blocks.append((start, end, path(self.stack), self.link_chars))
            self.gap, self.bullet = False, ""
        self.pieces, self.link_chars = [], 0


def name(element: etree._Element) -> str:
    told = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop"))
    words = "_".join(told.replace(">", "").replace(".", "").split())
    return f"{element.tag}.{words[:48].lower()}" if words else str(element.tag)


def path(stack: list[str]) -> str:
    far = [name.partition(".")[0] for name in stack[:-7]]
    return ">".join([tag for tag in far if tag in TELLING][-4:] + stack[-7:])


def titles(html: str) -> tuple[str, list[str]]:
    """Return the text of the first title and of all first headings."""
    tree = parsed(html)
    if tree is None:
        return "", []
    texts = [" ".join("".join(map(str, e.itertext())).split()) for e in tree.iter("title")]
    heads = [" ".join("".join(map(str, e.itertext())).split()) for e in tree.iter("h1")]
    return (texts or [""])[0], [text for text in heads if text]


def marked(html: str) -> Iterator[tuple[list[str], bool, bool]]:
    """Yield of each element marked as author: its texts, whether in an aside, in a teaser."""
    tree = parsed(html)
    tags = "a span p div address li cite strong b em small section".split()
    for element in tree.iter(*tags) if tree is not None else ():
        role = element.get("rel") or element.get("itemprop") or ""
        by_class = _MARKS.search(element.get("class") or "")
        by_link = element.tag == "a" and _PROFILE.search(element.get("href") or "")
        if by_class or by_link or "author" in role:
            above = [e for e in element.iterancestors() if e.tag not in ("html", "body")]
            inside = [{str(e.tag) for e in one.iter()} for one in above[:6]]
            heads = [tags for tags in inside if tags & {"h1", "h2", "h3", "h4", "h5"}]
            aside = any(e.tag in ("aside", "nav", "footer", "form") for e in above)
            yield list(map(str, element.itertext())), aside, bool(heads) and "h1" not in heads[0]
