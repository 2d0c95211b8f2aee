"""Pages written for these tests: each a list of stretches, most kept, some with a kind."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

MOVED = {
    "headline": "headline",
    "deck": "alternative_headline",
    "breadcrumb": "section",
    "byline_line": "byline",
    "timestamp_line": "published_at",
}

Stretch = str | tuple[str, str]


@dataclass(frozen=True)
class Page:
    """A page as it came in, with the label of each stretch that is not article text."""

    name: str
    outlet: str
    published: datetime | None
    stretches: tuple[Stretch, ...]
    story: str = ""
    url: str | None = None
    section: tuple[str, ...] = ()
    byline: str | None = None
    authors: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = field(default=())

    @property
    def source_text(self) -> str:
        return "".join(s if isinstance(s, str) else s[0] for s in self.stretches)

    @property
    def text(self) -> str:
        kept = "".join(s if isinstance(s, str) else "\n" for s in self.stretches)
        return "\n\n".join(line.strip() for line in kept.split("\n") if line.strip())

    @property
    def headline(self) -> str | None:
        named = [s[0] for s in self.stretches if not isinstance(s, str) and s[1] == "headline"]
        return named[0].strip() if named else None

    @property
    def removed(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = []
        place = 0
        for stretch in self.stretches:
            text, kind = (stretch, None) if isinstance(stretch, str) else stretch
            if kind:
                target = MOVED.get(kind)
                rows.append(
                    {
                        "kind": kind,
                        "action": "moved" if target else "removed",
                        "target_column": target,
                        "rule_id": f"{kind}.{'head' if target else 'shape'}",
                        "char_start": place,
                        "char_end": place + len(text),
                        "text": text,
                        "score": 0.97 if target else 0.91,
                    }
                )
            place += len(text)
        return rows


def _day(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2024, 5, day, hour, minute, tzinfo=UTC)


FERRY_BODY = (
    "The night ferry between Port Ellery and the Skerrow islands will run again from Monday, "
    "eleven weeks after its engine room flooded, the harbour board said.\n\n"
    "“We have tested every pump twice,” said Ingrid Halvorsen, who chairs the board. "
    "“Nobody will be asked to take our word for it: the report is public.”\n\n"
    "Islanders had relied on a fishing boat with room for nine passengers. Two births and a "
    "wedding were moved to the mainland, according to the Skerrow parish council.\n\n"
    "The operator, Northline, expects bookings to return to last year’s level by July.\n\n"
)

ISLAND_BODY = FERRY_BODY.replace(
    "The operator, Northline, expects bookings to return to last year’s level by July.",
    "The first crossing is free for islanders.",
)
"""The same story as the islands' paper ran it: its last sentence is another one."""

PAGES = (
    Page(
        name="ferry-herald",
        outlet="Ellery Herald",
        published=_day(14, 6, 30),
        story="ferry",
        url="https://www.elleryherald.example/news/night-ferry-returns",
        section=("News", "Transport"),
        byline="By Mara Quill and Tom Adeyemi",
        authors=("Mara Quill", "Tom Adeyemi"),
        names=(
            ("Ingrid Halvorsen", "PERSON"),
            ("Northline", "ORG"),
            ("Port Ellery", "GPE"),
            ("Skerrow", "LOC"),
        ),
        stretches=(
            ("print PRINT", "print_control"),
            "\n\n",
            ("News > Transport", "breadcrumb"),
            "\n\n",
            ("Night ferry to Skerrow returns after eleven weeks", "headline"),
            "\n\n",
            ("Harbour board publishes its report and promises a spare pump", "deck"),
            "\n\n",
            ("By Mara Quill and Tom Adeyemi", "byline_line"),
            "\n",
            ("Posted 14 May 2024 07:30 BST · Updated 14 May 2024 09:05 BST", "timestamp_line"),
            "\n\n",
            ("Share   Tweet   Mail", "share_bar"),
            "\n\n",
            ("The ferry Solveig at its berth in Port Ellery. Photo: Mara Quill", "caption"),
            "\n\n",
            FERRY_BODY,
            ("Sign up for our morning letter and never miss the tide.", "newsletter"),
            "\n\n",
            ("- Ferries\n- Skerrow\n- Northline\n- Weather\n", "tag_list"),
            "\n",
            ("More Stories", "related"),
            "\n",
            ("Lifeboat crew honoured for winter rescue", "related"),
            "\n\n",
            ("3 Comments", "reader_comment"),
            "\n",
            ("Wendell Straw", "comment_author"),
            "\n",
            (
                "- About time. I have missed two dentist appointments and one football season "
                "waiting for that engine.",
                "reader_comment",
            ),
            "\n",
            ("Ottoline Marsh", "comment_author"),
            "\n",
            ("- The fishing boat was more fun, to be honest.", "reader_comment"),
            "\n\n",
            ("© Ellery Herald 2024. All rights reserved.", "copyright"),
        ),
    ),
    Page(
        name="ferry-courier",
        outlet="The Skerrow Courier",
        published=_day(14, 8, 5),
        story="ferry",
        url="https://courier.example/2024/05/14/ferry",
        section=("Islands",),
        names=(("Ingrid Halvorsen", "PERSON"), ("Northline", "ORG"), ("Skerrow", "LOC")),
        stretches=(
            ("Home / Islands", "breadcrumb"),
            "\n\n",
            ("Our ferry is back: Northline sails on Monday", "headline"),
            "\n\n",
            ISLAND_BODY,
            ("Most viewed articles", "most_viewed"),
            "\n",
            ("1 Seal blocks slipway for third morning", "most_viewed"),
            "\n",
            ("2 Parish hall roof: who pays?", "most_viewed"),
            "\n",
            ("Contact the desk: desk@courier.example", "contact"),
        ),
    ),
    Page(
        name="ferry-post",
        outlet="Mainland Post",
        published=_day(15, 17, 40),
        story="ferry",
        url="https://post.example/ferry-returns",
        names=(("Ingrid Halvorsen", "PERSON"), ("Port Ellery", "GPE")),
        stretches=(
            ("Night ferry to Skerrow returns", "headline"),
            "\n\n",
            ("We use cookies to make this site work. Accept all", "cookie_notice"),
            "\n\n",
            FERRY_BODY,
            ("ADVERTISEMENT", "advert"),
            "\n\n",
            ("You have read 3 of 3 free articles. Subscribe to go on.", "paywall"),
        ),
    ),
    Page(
        name="council-budget",
        outlet="Ellery Herald",
        published=_day(16, 5, 0),
        section=("News", "Council"),
        byline="Tom Adeyemi",
        authors=("Tom Adeyemi",),
        names=(("Port Ellery", "GPE"), ("Lucia Brandt", "PERSON"), ("Finance Committee", "ORG")),
        stretches=(
            ("News > Council", "breadcrumb"),
            "\n\n",
            ("Council finds 4.2 million for libraries", "headline"),
            "\n\n",
            "The finance committee of Port Ellery has voted to keep all nine branch libraries "
            "open, paid for by delaying the new town hall lifts.\n\n"
            "“A lift carries people up one building,” said councillor Lucia Brandt. “A library "
            "carries them rather further.”\n\n",
            ("The finance committee of Port Ellery has voted to keep all nine branch", "repeat"),
            "\n\n",
            "The vote was seven to two.\n\n",
            ("Follow the Herald on your favourite network", "repeated_line"),
            "\n",
            ("한국어로 읽기 · Read in Korean", "translation_link"),
            "\n",
            ("News  Sport  Weather  Tides  Jobs", "navigation"),
        ),
    ),
    Page(
        name="harbour-tokyo",
        outlet="Harbour Wire",
        published=None,
        names=(("Tokyo", "GPE"), ("Mara Quill", "PERSON")),
        stretches=(
            ("東京の夜間フェリー、来週から再開へ", "headline"),
            "\n\n",
            "東京と離島を結ぶ夜間フェリーは、機関室の浸水から十一週間を経て、"
            "来週月曜日に運航を再開する。港湾局が発表した。\n\n",
            ("おすすめ記事", "furniture"),
        ),
    ),
)


def brief(number: int) -> Page:
    """A short story of its own, for numbers to count and dates to plot."""
    outlets = ("Ellery Herald", "The Skerrow Courier", "Mainland Post", "Harbour Wire")
    return Page(
        name=f"brief-{number:02}",
        outlet=outlets[number % 4],
        published=_day(2 + (number * 5) % 27, 4 + number % 12),
        section=("Briefs",),
        names=(("Port Ellery", "GPE"), (f"Crew {number % 7}", "ORG")),
        stretches=(
            ("Briefs", "breadcrumb"),
            "\n\n",
            (f"Tide table corrected for day {number}", "headline"),
            "\n\n",
            f"High water on day {number} comes {number + 3} minutes later than printed, the "
            "harbour office in Port Ellery said, and apologised to three rowing crews.\n\n",
            ("Lifeboat crew honoured for winter rescue", "related"),
        ),
    )
