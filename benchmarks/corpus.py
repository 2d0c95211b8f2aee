"""Builds a seeded corpus in the shapes of the sample news: furniture kept, body text made anew."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

SAMPLES = Path(__file__).parent.parent / "examples" / "sample_news"
OUTLETS = 97
LONG_LINE = 90  # characters; shorter lines are furniture, headlines or bylines and are kept
COPY_SHARE = 0.05
JUMP_SHARE = 0.3  # words that follow no pair; else five-word runs of the few samples repeat
HTML_SHARE = 0.2  # as in the samples
PARAGRAPHS = 3  # written for each of a sample's: published stories are about that much longer
LINKS, CARDS, SCRIPT_WORDS = 150, 40, 3_000  # bring a page to the 60 KB that news pages have
ADDRESS = re.compile(r"<link[^>]*canonical[^>]*>|<meta[^>]*og:url[^>]*>")
PARAGRAPH = re.compile(r"(?<=<p>)[^<]{90,}(?=</p>)")
END = ""


class Writer:
    """Writes new sentences from the word pairs of the samples (a first-order Markov chain)."""

    def __init__(self, texts: list[str], seed: int) -> None:
        self._random = np.random.default_rng(seed)
        follows: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            words = text.split()
            for word, after in zip(words, [*words[1:], END], strict=True):
                follows[word].append(after)
        self._follows = dict(follows)
        self._words = sorted(follows)
        self._starts = [w for w in self._words if w[:1].isupper()]

    def choose(self, options: list[str]) -> str:
        """Return one of the options."""
        return options[int(self._random.integers(len(options)))]

    def chance(self, share: float) -> bool:
        """Return True in about this share of calls."""
        return bool(self._random.random() < share)

    def paragraph(self, words: int) -> str:
        """Return about so many words of new text."""
        made: list[str] = []
        word = END
        while len(made) < words:
            if not word:
                word = self.choose(self._starts)
            elif self.chance(JUMP_SHARE):
                word = self.choose(self._words)
            else:
                word = self.choose(self._follows[word])
            if word:
                made.append(word)
        return " ".join(made) + "."


def shapes() -> tuple[list[str], list[str]]:
    """The samples' text dumps and HTML pages, whose lines set the shape of what is made."""
    good = [p for p in sorted(SAMPLES.rglob("*")) if "bad" not in p.parts]
    texts = [p.read_text("utf-8", "replace") for p in good if p.suffix == ".txt"]
    pages = [p.read_text("utf-8", "replace") for p in good if p.suffix in (".html", ".htm")]
    return texts, [ADDRESS.sub("", page) for page in pages]  # each record has its own address


def _again(writer: Writer, text: str, paragraphs: int) -> str:
    lines = []
    for line in text.split("\n"):
        words = max(12, len(line.split()))
        long = len(line) > LONG_LINE
        lines += [writer.paragraph(words) for _ in range(paragraphs)] if long else [line]
    return "\n".join(lines)


class Site:
    """What an outlet's pages have around the story: scripts, styles, a menu, cards and a footer."""

    def __init__(self, writer: Writer) -> None:
        code = writer.paragraph(SCRIPT_WORDS).replace("<", "")
        head = (
            f"<style>.a{{color:#123}} /* {code} */</style><script>var d={json.dumps(code)}</script>"
        )
        menu = "".join(
            f'<li><a href="/s{i}">{writer.paragraph(2)[:-1]}</a></li>' for i in range(LINKS)
        )
        cards = "".join(
            f'<div class="card"><a href="/{i}"><img src="/{i}.jpg">'
            f"<h3>{writer.paragraph(8)[:-1]}</h3></a><p>{writer.paragraph(14)}</p></div>"
            for i in range(CARDS)
        )
        self._around = (
            ("</head>", head + "</head>"),
            ("<body>", f"<body><nav><ul>{menu}</ul></nav>"),
            ("</body>", f'<aside class="more">{cards}</aside><footer>{menu}</footer></body>'),
        )

    def dress(self, page: str) -> str:
        """Return the page with all of it."""
        for mark, with_more in self._around:
            page = page.replace(mark, with_more, 1)
        return page


def documents(
    count: int, html_share: float = HTML_SHARE, seed: int = 7, short: bool = False
) -> Iterator[dict[str, str]]:
    """Yield records with id, url and text or html; some are copies of earlier ones, edited.

    ``short`` leaves stories and pages as small as the samples are; else they have the length of
    published ones.
    """
    texts, pages = shapes()
    writer = Writer(texts, seed)
    paragraphs = 1 if short else PARAGRAPHS
    sites = [] if short else [Site(writer) for _ in range(OUTLETS)]
    recent: list[str] = []
    for number in range(count):
        record = {"id": f"d{number}", "url": f"https://outlet{number % OUTLETS}.example/{number}"}
        if writer.chance(html_share):
            page = writer.choose(pages)
            page = PARAGRAPH.sub(
                lambda m: "</p><p>".join(
                    writer.paragraph(len(m[0].split())) for _ in range(paragraphs)
                ),
                page,
            )
            record["html"] = sites[number % OUTLETS].dress(page) if sites else page
        elif recent and writer.chance(COPY_SHARE):
            record["text"] = writer.paragraph(20) + "\n\n" + writer.choose(recent)
        else:
            record["text"] = _again(writer, writer.choose(texts), paragraphs)
            recent = [*recent[-500:], record["text"]]
        yield record


def write_corpus(
    path: Path, count: int, html_share: float = HTML_SHARE, short: bool = False
) -> int:
    """Write a corpus as JSON lines and return its bytes."""
    with path.open("w", encoding="utf-8") as out:
        for record in documents(count, html_share, short=short):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path.stat().st_size
